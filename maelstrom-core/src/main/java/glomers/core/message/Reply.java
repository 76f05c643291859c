package glomers.core.message;

/** A body that answers a {@link Request}. */
public sealed interface Reply extends Body
    permits InitOk,
        ErrorReply,
        EchoVerbs.Reply,
        UniqueIdsVerbs.Reply,
        BroadcastVerbs.Reply,
        CounterVerbs.Reply,
        KafkaVerbs.Reply,
        TxnVerbs.Reply,
        KeyValueVerbs.Reply,
        TimestampVerbs.Reply {}
