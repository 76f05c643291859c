/** The data structures of the Kafka-style log: what one copy of it holds, without any network. */
package glomers.core.log;
