// Starts `circ lsp` for .circ files; everything else happens there.
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

function activate() {
  const command = vscode.workspace.getConfiguration('circ').get('path', 'circ');
  client = new LanguageClient('circ', 'circ', { command, args: ['lsp'] }, { documentSelector: [{ language: 'circ' }] });
  return client.start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
