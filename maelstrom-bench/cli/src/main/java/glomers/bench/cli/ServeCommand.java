package glomers.bench.cli;

import glomers.bench.serve.StoreServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: the store of runs in a browser. */
@Command(
    name = "serve",
    sortOptions = false,
    description = {
      "Shows all runs in the store on a local page, until it is ended with Ctrl-C.",
      "Ours and Maelstrom's. The page can be reached from this machine alone."
    },
    footer = {
      "",
      "For example:",
      "  maelstrom-bench serve",
      "Another folder, and another port:",
      "  maelstrom-bench serve --store /tmp/store --port 8081",
      "",
      "Exit status: 254 wrong arguments, or a port that cannot be had."
    })
final class ServeCommand implements Callable<Integer> {

  private static final int MAX_PORT = 65_535;
  private static final int FIRST_FREE_PORT = 1024;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "store",
      description = "Where the runs are. Default: ${DEFAULT-VALUE}.")
  Path store;

  @Option(
      names = "--port",
      paramLabel = "NUM",
      defaultValue = "8080",
      description = "Where to listen; 0 takes one that is free. Default: ${DEFAULT-VALUE}.")
  int port;

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > MAX_PORT) {
      throw new UsageException("--port has to be from 0 to " + MAX_PORT + ".");
    }
    if (!Files.isDirectory(store)) {
      throw new UsageException(
          "There is no folder " + store + "; run a test first, or name the store with --store.");
    }
    try (StoreServer server = StoreServer.start(store, port)) {
      terminal.println("The runs in " + store + " are at " + server.address());
      terminal.println("Ctrl-C ends it.");
      new CountDownLatch(1).await();
    } catch (BindException e) {
      throw new UsageException(
          port != 0 && port < FIRST_FREE_PORT
              ? "Port "
                  + port
                  + " cannot be had ("
                  + e.getMessage()
                  + "); choose one from "
                  + FIRST_FREE_PORT
                  + " on with --port."
              : "Port "
                  + port
                  + " is in use by another program; choose another with --port, for"
                  + " example --port "
                  + (port == MAX_PORT ? MAX_PORT - 1 : port + 1)
                  + ".");
    } catch (IOException e) {
      throw new UsageException(
          "Cannot serve " + store + " (" + e + "); name another folder with --store.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
