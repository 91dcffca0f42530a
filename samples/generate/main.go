// Command generate writes the sample workbooks into the samples folder.
//
// Run it from the project's root: go run ./samples/generate. The output
// depends on this program only: no clock, no random source, no order of maps.
// What was printed in public reports is kept as printed; everything below a
// printed total, and every figure of khoi-mau, is invented and says so.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"unicode"
	"unicode/utf8"
)

func main() {
	if err := run("samples"); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run replaces the workbooks under dir with freshly built ones.
func run(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "samples.go")); err != nil {
		return fmt.Errorf("run this from the root of the project: %w", err)
	}
	files, err := build()
	if err != nil {
		return err
	}
	for _, folder := range folders() {
		if err := os.RemoveAll(filepath.Join(dir, folder)); err != nil {
			return err
		}
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// folders are the folders this program owns, one per organisation and one for
// the vocabulary.
func folders() []string {
	return []string{"cum-7", "kcn", "khoi-dn-tinh", "khoi-mau", "ky-anh", "long-bien", "vocabulary"}
}

// build makes all workbooks.
func build() ([]file, error) {
	cluster := newCluster7()
	var out []file
	for _, write := range []func() ([]file, error){
		vocabulary,
		cluster.filledTemplates, cluster.freeForms, cluster.summaries,
		newProvincialBloc().files, newZones().files, newTown().files, newDistrict().files, newModelBloc().files,
	} {
		files, err := write()
		if err != nil {
			return nil, err
		}
		out = append(out, files...)
	}
	return out, nil
}

// upperFirst capitalises the first letter: "quý I" opens a line as "Quý I".
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
