// Writes the TextMate scope of every word of a file: WORD SCOPE, a line each. Needs vscode-textmate and vscode-oniguruma;
// exits with 77 without them. Arguments: the grammar, the file.
const fs = require('fs');
let textmate, oniguruma;
try {
  textmate = require('vscode-textmate');
  oniguruma = require('vscode-oniguruma');
} catch (error) {
  process.exit(77);
}

async function main(grammarPath, path) {
  await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarPath, 'utf8'), grammarPath),
  });
  const grammar = await registry.loadGrammar('source.circ');
  let state = textmate.INITIAL;
  for (const line of fs.readFileSync(path, 'utf8').split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) {
      for (const word of line.substring(token.startIndex, token.endIndex).match(/[\p{L}\p{N}_/#]+/gu) || [])
        console.log(word, token.scopes[token.scopes.length - 1]);
    }
  }
}

main(process.argv[2], process.argv[3]);
