package glomers.kafka;
import org.junit.jupiter.api.Test;
class Probe2Test {
  @Test void probe() {
    Scenario log = Scenario.of(new glomers.kafka.broken.EpochIgnoringProgram(), 3);
    log.send("n0", "k", 1);
    log.run(20);
    log.cluster().isolate("n0");
    log.send("n0", "k", 2);
    log.send("n0", "k", 3);
    var elsewhere = log.send("n1", "k", 4);
    System.out.println(log.runUntil(elsewhere::isDone, 3_000));
    log.conversation().forEach(System.out::println);
    log.cluster().heal();
    System.out.println("--healed");
    log.run(20);
    log.send("n0", "k", 5);
    log.send("n1", "k", 6);
    log.run(1_000);
    log.conversation().forEach(System.out::println);
    log.cluster().names().forEach(node -> System.out.println(log.poll(node, "k")));
  }
}
