package glomers.core.message;

/** A body that answers a {@link Request}, in a sealed family of its workload's. */
public non-sealed interface Reply extends Body {}
