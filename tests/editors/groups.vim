" Writes the syntax group of every word of the file that is open: WORD GROUP, a line each.
let s:out = []
for s:line in range(1, line('$'))
  let s:column = 0
  while s:column >= 0
    let [s:word, s:from, s:to] = matchstrpos(getline(s:line), '[[:alnum:]_/#]\+', s:column)
    if s:from < 0
      break
    endif
    call add(s:out, s:word . ' ' . synIDattr(synID(s:line, s:from + 1, 1), 'name'))
    let s:column = s:to
  endwhile
endfor
call writefile(s:out, $CIRC_GROUPS)
qall!
