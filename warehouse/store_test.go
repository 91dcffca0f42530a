package warehouse

import (
	"testing"

	"giaoban/sql"
)

var sqlFiles = sql.Files

func TestOpen(t *testing.T) {
	s, err := Open(t.Context(), Config{SQL: sql.Files})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
