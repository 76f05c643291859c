package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The answer to {@link Init}. */
@JsonTypeName("init_ok")
public record InitOk() implements Reply {}
