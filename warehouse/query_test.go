package warehouse

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// A query file whose header is wrong stops the start with an exact message.
func TestWrongHeaderStopsTheStart(t *testing.T) {
	const good = `-- name:    probe
-- unit:    none
-- grain:   one row
-- params:  $org VARCHAR (a code)
-- columns: org VARCHAR, facts BIGINT, total DECIMAL(38,4)
SELECT org, count(*) AS facts, sum(num) AS total FROM fact WHERE org = $org::VARCHAR GROUP BY org ORDER BY org;
`
	files := fstest.MapFS{}
	err := fs.WalkDir(sqlFiles, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sqlFiles, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"right", "", "", ""},
		{"misspelt parameter", "$org::VARCHAR", "$orgs::VARCHAR", "parameter 1: the header says org VARCHAR, the statement has orgs VARCHAR"},
		{"parameter too many", "WHERE", "WHERE $x::DATE IS NULL AND", "the statement has the parameter x DATE, which the header lacks"},
		{"parameter of another type", "$org VARCHAR", "$org DATE", "parameter 1: the header says org DATE, the statement has org VARCHAR"},
		{"column renamed", "AS facts", "AS n", "column 2: the header says facts BIGINT, the statement has n BIGINT"},
		{"column of another type", "DECIMAL(38,4)", "DECIMAL(20,4)", "column 3: the header says total DECIMAL(20,4), the statement has total DECIMAL(38,4)"},
		{"column missing", ", total DECIMAL(38,4)", "", "the statement has the column total DECIMAL(38,4), which the header lacks"},
		{"column hidden", "$org::VARCHAR GROUP", "org AND $org = $org GROUP", "parameter"},
		{"another name", "name:    probe", "name:    prove", `the header says name "prove", the file is called "probe"`},
		{"no unit", "-- unit:    none\n", "", `the header lacks "unit:"`},
		{"no order", " ORDER BY org;", ";", "does not end with ORDER BY"},
		{"unreadable parameter", "$org VARCHAR (a code)", "$org, VARCHAR", `cannot read "$org"`},
		{"not a query", "SELECT org, count(*) AS facts, sum(num) AS total FROM fact WHERE org = $org::VARCHAR GROUP BY org ORDER BY org",
			"DELETE FROM fact WHERE org = $org::VARCHAR -- ORDER BY org", "not a SELECT"},
		{"no such table", "FROM fact", "FROM facts_of_life", "facts_of_life"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(good, tt.old, tt.new, 1)
			if tt.old != "" && text == good {
				t.Fatal("the case changes nothing")
			}
			files["metrics/probe.sql"] = &fstest.MapFile{Data: []byte(text)}
			s, err := Open(t.Context(), Config{SQL: files})
			if err == nil {
				s.Close()
			}
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "metrics/probe.sql")):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
