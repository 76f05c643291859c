/** Whether two runs of one seed are the same, and if not, the first difference. */
package glomers.bench.repeat;
