package warehouse

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Backup writes the whole data folder as a zip archive while the store stays
// in use: a compacted copy of the database as of now, its decision log, every
// original, and the checks and charts of the folder's own.
// Commits wait meanwhile, readers do not. [Restore] reads it.
//
// The file itself cannot be copied while DuckDB writes to it, and VACUUM
// frees nothing: COPY FROM DATABASE does both.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.backup(ctx, w); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, w io.Writer) (err error) {
	if s.originals.dir == "" {
		return errors.New("a store in memory has no folder to back up")
	}
	select {
	case <-s.writer:
		defer func() { s.writer <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	root := filepath.Dir(s.originals.dir)
	if err := os.MkdirAll(filepath.Join(root, spillDir), 0o700); err != nil {
		return err
	}
	folder, err := os.MkdirTemp(filepath.Join(root, spillDir), "backup-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, databaseFile)
	if err := s.copyDatabase(ctx, copied); err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	if err := addFile(archive, databaseFile, copied); err != nil {
		return err
	}
	if err := addFile(archive, journalFile, filepath.Join(root, journalFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, folder := range append(OwnFolders(), originalsDir) {
		if err := addFolder(ctx, archive, root, folder); err != nil {
			return err
		}
	}
	return archive.Close()
}

// copyDatabase writes a compacted copy to a new file in the spill folder, the
// only one the engine may write to besides its own.
func (s *Store) copyDatabase(ctx context.Context, path string) (err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `ATTACH `+literal(path)+` AS copy_of_store`); err != nil {
		return err
	}
	defer func() {
		_, detaching := conn.ExecContext(context.WithoutCancel(ctx), `DETACH copy_of_store`)
		err = errors.Join(err, detaching)
	}()
	_, err = conn.ExecContext(ctx, `COPY FROM DATABASE `+strings.TrimSuffix(databaseFile, filepath.Ext(databaseFile))+` TO copy_of_store`)
	return err
}

// addFolder adds the files of a folder of the data folder, which need not be
// there, but for those that are being written, whose names begin with a dot.
func addFolder(ctx context.Context, archive *zip.Writer, root, folder string) error {
	err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return addFile(archive, filepath.ToSlash(name), path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func addFile(archive *zip.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	entry, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(entry, f)
	return err
}

// Restore unpacks a backup into a data folder that does not exist or is
// empty. A folder that holds anything is left alone and is an error.
func Restore(backup io.ReaderAt, size int64, dir string) error {
	archive, err := zip.NewReader(backup, size)
	if err != nil {
		return fmt.Errorf("restore: not a backup: %w", err)
	}
	if !contains(archive, databaseFile) {
		return fmt.Errorf("restore: not a backup: it holds no %s", databaseFile)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("restore: %s is not empty; name a new folder", dir)
	}
	root, err := os.OpenRoot(dir) // names in the archive cannot lead out of it
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer root.Close()
	for _, f := range archive.File {
		if err := unpack(root, f); err != nil {
			return fmt.Errorf("restore %s: %w", f.Name, err)
		}
	}
	return nil
}

func contains(archive *zip.Reader, name string) bool {
	for _, f := range archive.File {
		if f.Name == name {
			return true
		}
	}
	return false
}

func unpack(root *os.Root, f *zip.File) (err error) {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	name := filepath.FromSlash(f.Name)
	if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	out, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in) // the archive's checksums are checked here
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}
