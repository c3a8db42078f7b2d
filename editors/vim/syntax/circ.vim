" Vim syntax of .circ files. The lists of words are those of the compiler: tests/editors.sh compares them.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,192-255

syntax match circStatement /\%(^\|[{}]\)\s*\zs\%(circuit\|import\|param\|function\|subcircuit\|for\|if\|bath\|model\|sector\|initial\|sweep\|transient\|output\|expect\|plot\|allow\)\>\ze\s/
syntax match circElement /\%(^\|[{}]\)\s*\zs\%(capacitor\|inductor\|mutual\|resistor\|rlc\|transmon\|junction\|squid\|tline\|touchstone\)\>\ze\s/
syntax match circWord /\<\%(from\|to\|steps\|in\|at\|and\|or\|not\|else\|against\|by\|logx\|logy\|local\|collective\|log\|linear\)\>\ze\%(\s*=\)\@!/
syntax match circAttribute /\<\%(C\|L\|k\|R\|T\|f\|Q\|Z\|kappa\|EC\|anharmonicity\|EJ\|Ic\|L_J\|f01\|n_g\|flux\|asymmetry\|Z0\|delay\|length\|wavelengths\|velocity\|loss\|rate\)\>\ze\s*==\@!/
syntax match circQuantity /\<\%(Q\|noise\|Q_detuned\|P\|population\|coherence\|n\|gamma\|G\|ReZ\|kappa\|leak\|exchange\|EC\|EJ\|f01\|anharmonicity\|C_eff\|Z_T\)\ze(/
syntax match circResult /\<\%(relaxation\|t\|Q_valve\|Q_independent\|Q_limit\|advantage\|entropy_rate\|Jz\|J2\|T_star\)\>\ze[([.]\@!/
syntax match circFunction /\<\%(sqrt\|exp\|log\|log10\|sin\|cos\|tan\|sinh\|cosh\|tanh\|coth\|floor\|round\|abs\|min\|max\|angular\|frequency\|if\|at\)\ze\s*(/
syntax match circConstant /\<\%(pi\|h\|hbar\|k_B\|e\|Phi_0\)\ze\s*[*/^]\|[*/]\zs\%(pi\|h\|hbar\|k_B\|e\|Phi_0\)\>/
syntax match circGround /\<gnd\>/
syntax match circOperator /[-+*^<>=!]\|\/\|:/
syntax match circUnit /\%([0-9.]\s*\)\@<=\%(y\|z\|a\|f\|p\|n\|u\|µ\|μ\|m\|k\|M\|G\|T\)\?\%(Hz\|s\|K\|F\|H\|Ohm\|J\|W\|A\|V\|S\|Wb\|m\|eV\|Ω\|Ω\)\%([A-Za-z_0-9]\)\@!/
syntax match circUnit /\%([0-9.A-Za-z]\s*\)\@<=\/\%(s\|ms\|us\|ns\|ps\|µs\|μs\)\%([A-Za-z_0-9([]\)\@!/
syntax match circNumber /\%([A-Za-z_0-9]\)\@<!\%(\d\+\%(\.\d*\)\?\|\.\d\+\)\%([eE][+-]\?\d\+\)\?/
syntax region circString start=/"/ end=/"\|$/ oneline
syntax match circComment /#.*$/ contains=@Spell,circTodo
syntax keyword circTodo TODO FIXME XXX contained

highlight default link circStatement Statement
highlight default link circElement Type
highlight default link circWord Keyword
highlight default link circAttribute Identifier
highlight default link circQuantity Function
highlight default link circResult Function
highlight default link circFunction Function
highlight default link circConstant Constant
highlight default link circGround Constant
highlight default link circUnit Special
highlight default link circNumber Number
highlight default link circOperator Operator
highlight default link circString String
highlight default link circComment Comment
highlight default link circTodo Todo

let b:current_syntax = 'circ'
