/** Whether a simulated run can be repeated: runs one seed twice, and finds the first difference. */
package glomers.bench.repeat;
