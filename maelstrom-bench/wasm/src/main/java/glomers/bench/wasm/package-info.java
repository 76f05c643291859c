/**
 * Nodes in any language on virtual time: programs that were compiled to WebAssembly with WASI, each
 * incarnation an instance with a memory of its own, which runs until it waits.
 */
package glomers.bench.wasm;
