;; A node that answers every request with its verb and "_ok", and gives back what was to be echoed.
;; It reads one line after the other, and finds its way in them by looking for keys.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)

  ;; 0: vector and count of a call; 64: texts; 1024: the line; 65536: the answer.
  (data (i32.const 64) "\"src\":")         ;; 6
  (data (i32.const 80) "\"dest\":")        ;; 7
  (data (i32.const 96) "\"msg_id\":")      ;; 9
  (data (i32.const 112) "\"type\":")       ;; 7
  (data (i32.const 128) "\"echo\":")       ;; 7
  (data (i32.const 144) "{\"src\":")       ;; 7
  (data (i32.const 160) ",\"dest\":")      ;; 8
  (data (i32.const 176) ",\"body\":{\"type\":") ;; 16
  (data (i32.const 208) ",\"in_reply_to\":") ;; 15
  (data (i32.const 224) ",\"echo\":")      ;; 8
  (data (i32.const 240) "_ok\"")           ;; 4
  (data (i32.const 256) "}}\n")            ;; 3

  (global $lineEnd (mut i32) (i32.const 0))
  (global $out (mut i32) (i32.const 0))

  ;; Whether the text of so many bytes stands at a place.
  (func $standsAt (param $place i32) (param $text i32) (param $size i32) (result i32)
    (local $i i32)
    (loop $next
      (if (i32.eq (local.get $i) (local.get $size)) (then (return (i32.const 1))))
      (if (i32.ne
            (i32.load8_u (i32.add (local.get $place) (local.get $i)))
            (i32.load8_u (i32.add (local.get $text) (local.get $i))))
        (then (return (i32.const 0))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next))
    (unreachable))

  ;; Where the value behind a key begins; 0 if the line has no such key.
  (func $find (param $key i32) (param $size i32) (result i32)
    (local $place i32)
    (local.set $place (i32.const 1024))
    (loop $next
      (if (i32.ge_u (local.get $place) (global.get $lineEnd)) (then (return (i32.const 0))))
      (if (call $standsAt (local.get $place) (local.get $key) (local.get $size))
        (then (return (i32.add (local.get $place) (local.get $size)))))
      (local.set $place (i32.add (local.get $place) (i32.const 1)))
      (br $next))
    (unreachable))

  ;; Where a value ends: at a comma or a brace that is not within quotation marks.
  (func $end (param $place i32) (result i32)
    (local $c i32) (local $isText i32)
    (loop $next
      (local.set $c (i32.load8_u (local.get $place)))
      (if (i32.eq (local.get $c) (i32.const 34))
        (then (local.set $isText (i32.xor (local.get $isText) (i32.const 1)))))
      (if (i32.eqz (local.get $isText))
        (then
          (if (i32.or (i32.eq (local.get $c) (i32.const 44)) (i32.eq (local.get $c) (i32.const 125)))
            (then (return (local.get $place))))))
      (local.set $place (i32.add (local.get $place) (i32.const 1)))
      (br $next))
    (unreachable))

  (func $put (param $from i32) (param $size i32)
    (memory.copy (global.get $out) (local.get $from) (local.get $size))
    (global.set $out (i32.add (global.get $out) (local.get $size))))

  (func $putValue (param $from i32)
    (call $put (local.get $from) (i32.sub (call $end (local.get $from)) (local.get $from))))

  (func $answer
    (local $echo i32)
    (global.set $out (i32.const 65536))
    (call $put (i32.const 144) (i32.const 7))
    (call $putValue (call $find (i32.const 80) (i32.const 7)))
    (call $put (i32.const 160) (i32.const 8))
    (call $putValue (call $find (i32.const 64) (i32.const 6)))
    (call $put (i32.const 176) (i32.const 16))
    (call $putValue (call $find (i32.const 112) (i32.const 7)))
    (global.set $out (i32.sub (global.get $out) (i32.const 1))) ;; before its closing mark
    (call $put (i32.const 240) (i32.const 4))
    (call $put (i32.const 208) (i32.const 15))
    (call $putValue (call $find (i32.const 96) (i32.const 9)))
    (local.set $echo (call $find (i32.const 128) (i32.const 7)))
    (if (local.get $echo)
      (then
        (call $put (i32.const 224) (i32.const 8))
        (call $putValue (local.get $echo))))
    (call $put (i32.const 256) (i32.const 3))
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.sub (global.get $out) (i32.const 65536)))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

  (func (export "_start")
    (loop $line
      (global.set $lineEnd (i32.const 1024))
      (loop $byte
        (i32.store (i32.const 0) (global.get $lineEnd))
        (i32.store (i32.const 4) (i32.const 1))
        (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
        (if (i32.ne (i32.load8_u (global.get $lineEnd)) (i32.const 10))
          (then
            (global.set $lineEnd (i32.add (global.get $lineEnd) (i32.const 1)))
            (br $byte))))
      (call $answer)
      (br $line))))
