// Reads a transparency log with the Go project's own packages and says what it found, as JSON. It knows nothing of the
// program that wrote the log: only the formats of C2SP signed-note, tlog-checkpoint and tlog-tiles.
//
// usage: go run read-log.go FOLDER
//
// FOLDER holds vkey, checkpoint-old, checkpoint-new, tile (level 0, partial), bundle (entries) and
// consistency (the hashes from the old to the new, one a line).
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	folder := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(read(folder, "vkey")))
	check(err, "vkey")
	oldSize, oldRoot := open(folder, "checkpoint-old", verifier)
	size, root := open(folder, "checkpoint-new", verifier)

	hashes := []byte(read(folder, "tile"))
	bundle := []byte(read(folder, "bundle"))
	if int64(len(hashes)) != size*tlog.HashSize {
		fail("the tile holds %d bytes for %d entries", len(hashes), size)
	}
	stored := []tlog.Hash{}
	for n := int64(0); n < size; n++ {
		if len(bundle) < 2 {
			fail("the bundle ends before entry %d", n)
		}
		length := int(binary.BigEndian.Uint16(bundle))
		entry := bundle[2 : 2+length]
		bundle = bundle[2+length:]
		leaf := tlog.RecordHash(entry)
		if string(leaf[:]) != string(hashes[n*tlog.HashSize:(n+1)*tlog.HashSize]) {
			fail("entry %d has another hash than the tile says", n)
		}
		more, err := tlog.StoredHashes(n, entry, reader(stored))
		check(err, "stored hashes")
		stored = append(stored, more...)
	}
	if len(bundle) != 0 {
		fail("%d bytes behind the last entry", len(bundle))
	}
	computed, err := tlog.TreeHash(size, reader(stored))
	check(err, "tree hash")
	if computed != root {
		fail("the root is %v, the checkpoint says %v", computed, root)
	}
	proof, err := tlog.ProveTree(size, oldSize, reader(stored))
	check(err, "consistency proof")
	check(tlog.CheckTree(proof, size, root, oldSize, oldRoot), "consistency")
	theirs := tlog.TreeProof{}
	for _, line := range strings.Fields(read(folder, "consistency")) {
		hash, err := tlog.ParseHash(line)
		check(err, "consistency")
		theirs = append(theirs, hash)
	}
	check(tlog.CheckTree(theirs, size, root, oldSize, oldRoot), "the log's own proof of consistency")
	inclusion := [][]string{}
	for n := int64(0); n < size; n++ {
		record, err := tlog.ProveRecord(size, n, reader(stored))
		check(err, "inclusion proof")
		path := []string{}
		for _, hash := range record {
			path = append(path, base64.StdEncoding.EncodeToString(hash[:]))
		}
		inclusion = append(inclusion, path)
	}
	answer, err := json.Marshal(map[string]any{"size": size, "oldSize": oldSize, "inclusion": inclusion})
	check(err, "answer")
	fmt.Println(string(answer))
}

func open(folder, name string, verifier note.Verifier) (int64, tlog.Hash) {
	signed, err := note.Open([]byte(read(folder, name)), note.VerifierList(verifier))
	check(err, name)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, name)
	root, err := tlog.ParseHash(lines[2])
	check(err, name)
	if lines[0] != verifier.Name() {
		fail("%s is of the log %s", name, lines[0])
	}
	return size, root
}

func reader(stored []tlog.Hash) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := []tlog.Hash{}
		for _, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("hash %d is not there", index)
			}
			found = append(found, stored[index])
		}
		return found, nil
	})
}

func read(folder, name string) string {
	bytes, err := os.ReadFile(filepath.Join(folder, name))
	check(err, name)
	return string(bytes)
}

func check(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
