package glomers.txn.causal;

import static glomers.txn.Txns.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.gossip.VersionVector;
import glomers.txn.causal.VersionStore.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VersionStoreTest {

  private static final JsonNode X = json("'x'");

  private final VersionStore store = new VersionStore();

  private void install(long time, String value) {
    store.install(List.of(version(time, value)));
  }

  private static Version version(long time, String value) {
    return new Version(new Timestamp(time, "n0"), time, new Write(X, json(value)));
  }

  @Test
  void only_the_newest_version_is_kept_if_nobody_reads_an_older_one() {
    install(1, "1");
    install(2, "2");
    assertThat(store.versionCount()).isEqualTo(1);
    assertThat(store.newestBeyond(new VersionVector())).containsExactly(version(2, "2"));
  }

  @Test
  void a_version_lives_as_long_as_a_snapshot_that_sees_it() {
    install(1, "1");
    Snapshot one = store.openSnapshot();
    Snapshot sameOne = store.openSnapshot();
    install(2, "2");
    install(3, "3");
    Snapshot three = store.openSnapshot();
    install(4, "4");

    assertThat(store.read(X, one)).contains(json("1"));
    assertThat(store.read(X, three)).contains(json("3"));
    store.close(one);
    assertThat(store.read(X, sameOne)).contains(json("1"));
    store.close(sameOne);
    assertThat(store.read(X, three)).contains(json("3"));
    assertThat(store.versionCount()).isEqualTo(2);
    store.close(three);
    assertThat(store.versionCount()).isEqualTo(1);
  }

  @Test
  void a_version_that_has_lost_when_it_comes_is_not_kept() {
    install(2, "2");
    Snapshot snapshot = store.openSnapshot();
    install(1, "1");

    assertThat(store.versionCount()).isEqualTo(1);
    assertThat(store.hasChangedSince(X, snapshot)).isFalse();
  }

  @Test
  void installing_the_same_version_twice_changes_nothing() {
    install(1, "1");
    Snapshot snapshot = store.openSnapshot();
    install(1, "1");
    assertThat(store.hasChangedSince(X, snapshot)).isFalse();
  }

  @Test
  void keys_are_the_same_if_they_are_the_same_json_value() {
    Timestamp timestamp = new Timestamp(1, "n0");
    store.install(
        List.of(new Version(timestamp, 0, new Write(json("{'a':1,'b':[null]}"), json("true")))));

    Snapshot snapshot = store.openSnapshot();
    assertThat(store.read(json("{'b':[null],'a':1}"), snapshot)).contains(json("true"));
    assertThat(store.read(json("'{}'"), snapshot)).isEmpty();
    assertThat(store.read(json("null"), snapshot)).isEmpty();
  }

  @Test
  void a_snapshot_is_closed_once() {
    Snapshot snapshot = store.openSnapshot();
    store.close(snapshot);
    assertThatThrownBy(() -> store.close(snapshot)).hasMessageContaining("not open");
  }
}
