// A node for broadcast: it passes every new value on to all others, once. With the argument "again" it
// does so until they have answered: without it, it is wrong as soon as a message is lost.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"
)

type body struct {
	Type      string   `json:"type"`
	MsgID     int      `json:"msg_id,omitempty"`
	InReplyTo int      `json:"in_reply_to,omitempty"`
	NodeID    string   `json:"node_id,omitempty"`
	NodeIDs   []string `json:"node_ids,omitempty"`
	Message   *int     `json:"message,omitempty"`
	Messages  *[]int   `json:"messages,omitempty"`
}

type message struct {
	Src  string `json:"src"`
	Dest string `json:"dest"`
	Body body   `json:"body"`
}

type node struct {
	sync.Mutex
	self  string
	peers []string
	known map[int]bool
	has   map[string]map[int]bool
}

func (n *node) send(dest string, b body) {
	line, err := json.Marshal(message{n.self, dest, b})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}

func (n *node) passOn(value int) {
	for _, peer := range n.peers {
		if !n.has[peer][value] {
			n.send(peer, body{Type: "gossip", Message: &value})
		}
	}
}

func (n *node) learn(value int) {
	if !n.known[value] {
		n.known[value] = true
		n.passOn(value)
	}
}

func (n *node) take(m message) {
	n.Lock()
	defer n.Unlock()
	reply := body{Type: m.Body.Type + "_ok", InReplyTo: m.Body.MsgID}
	switch m.Body.Type {
	case "init":
		n.self = m.Body.NodeID
		for _, id := range m.Body.NodeIDs {
			if id != n.self {
				n.peers = append(n.peers, id)
				n.has[id] = map[int]bool{}
			}
		}
	case "broadcast":
		n.learn(*m.Body.Message)
	case "read":
		values := []int{}
		for value := range n.known {
			values = append(values, value)
		}
		reply.Messages = &values
	case "gossip":
		n.learn(*m.Body.Message)
		reply = body{Type: "got", Message: m.Body.Message}
	case "got":
		n.has[m.Src][*m.Body.Message] = true
		return
	}
	n.send(m.Src, reply)
}

func (n *node) sendAgain() {
	for range time.Tick(300 * time.Millisecond) {
		n.Lock()
		for value := range n.known {
			n.passOn(value)
		}
		n.Unlock()
	}
}

func main() {
	n := &node{known: map[int]bool{}, has: map[string]map[int]bool{}}
	if len(os.Args) > 1 && os.Args[1] == "again" {
		go n.sendAgain()
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var m message
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			panic(err)
		}
		n.take(m)
	}
}
