/**
 * The store of runs as local web pages, on the JDK's own small web server. It trusts nothing that
 * it shows: names and files may come from anybody's nodes.
 */
package glomers.bench.serve;
