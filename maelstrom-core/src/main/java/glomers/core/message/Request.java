package glomers.core.message;

/**
 * A body that asks for an answer: what clients send to nodes, and nodes to Maelstrom's services.
 */
public sealed interface Request extends Body
    permits Init,
        EchoVerbs.Request,
        UniqueIdsVerbs.Request,
        BroadcastVerbs.Request,
        CounterVerbs.Request,
        KafkaVerbs.Request,
        TxnVerbs.Request,
        KeyValueVerbs.Request,
        TimestampVerbs.Request {}
