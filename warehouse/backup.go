package warehouse

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Errors of [Restore] that callers tell apart with errors.Is.
var (
	ErrNoBackup    = errors.New("not a backup, or one that was cut off")
	ErrFolderInUse = errors.New("the folder is not empty")
)

// Backup writes the whole data folder as a zip archive while the store stays
// in use: a compacted copy of the database as of now, its decision log, every
// original, and the checks and charts of the folder's own.
// Commits wait until the database is copied and not until w has taken it all;
// readers do not wait. [Restore] reads it.
//
// The file itself cannot be copied while DuckDB writes to it, and VACUUM
// frees nothing: COPY FROM DATABASE does both.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.backup(ctx, w); err != nil {
		return fmt.Errorf("backup: %w", diskError(err))
	}
	return nil
}

func (s *Store) backup(ctx context.Context, w io.Writer) (err error) {
	if s.originals.dir == "" {
		return errors.New("a store in memory has no folder to back up")
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
	logged, err := s.copyNow(ctx, copied, filepath.Join(root, journalFile))
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	if err := addFile(archive, databaseFile, copied, wholeFile); err != nil {
		return err
	}
	if logged > 0 {
		if err := addFile(archive, journalFile, filepath.Join(root, journalFile), logged); err != nil {
			return err
		}
	}
	for _, folder := range append(OwnFolders(), originalsDir) {
		if err := addFolder(ctx, archive, root, folder); err != nil {
			return err
		}
	}
	return archive.Close()
}

// copyNow copies the database while nobody writes, and returns how long the
// decision log is at that moment, 0 for none. Both only grow: what comes to the
// log and to the originals later is not the copy's.
func (s *Store) copyNow(ctx context.Context, copied, journal string) (logged int64, err error) {
	done, err := s.alone(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	info, err := os.Stat(journal)
	switch {
	case err == nil:
		logged = info.Size()
	case !errors.Is(err, fs.ErrNotExist):
		return 0, err
	}
	return logged, s.copyDatabase(ctx, copied)
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
		return addFile(archive, filepath.ToSlash(name), path, wholeFile)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// wholeFile is the length of a file that is taken as long as it is.
const wholeFile = math.MaxInt64

func addFile(archive *zip.Writer, name, path string, length int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	entry, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(entry, io.LimitReader(f, length))
	return err
}

// Restore unpacks a backup into a data folder that does not exist or is empty,
// and tells unpacked, unless it is nil, how many bytes of how many are done. A
// folder that holds anything is left alone: [ErrFolderInUse]. Of a backup that
// cannot be unpacked whole, [ErrNoBackup] where the archive is at fault, nothing
// stays; and as the database comes last, a folder that was left half restored
// by a machine that stopped holds none.
func Restore(backup io.ReaderAt, size int64, dir string, unpacked func(done, all int64)) (err error) {
	archive, err := zip.NewReader(backup, size)
	if err != nil {
		return fmt.Errorf("restore: %w: %w", ErrNoBackup, err)
	}
	if !slices.ContainsFunc(archive.File, isDatabase) {
		return fmt.Errorf("restore: %w: it holds no %s", ErrNoBackup, databaseFile)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("restore: %w", diskError(err))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("restore: %s: %w", dir, ErrFolderInUse)
	}
	root, err := os.OpenRoot(dir) // names in the archive cannot lead out of it
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer root.Close()
	if err := unpackAll(root, archive, unpacked); err != nil {
		return fmt.Errorf("restore: %w", errors.Join(diskError(err), emptied(dir)))
	}
	return nil
}

func isDatabase(f *zip.File) bool { return f.Name == databaseFile }

func unpackAll(root *os.Root, archive *zip.Reader, unpacked func(done, all int64)) error {
	files := slices.DeleteFunc(slices.Clone(archive.File), isDatabase)
	files = append(files, archive.File[slices.IndexFunc(archive.File, isDatabase)])
	var done, all int64
	for _, f := range files {
		all += int64(f.UncompressedSize64)
	}
	for _, f := range files {
		if err := unpack(root, f); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if done += int64(f.UncompressedSize64); unpacked != nil {
			unpacked(done, all)
		}
	}
	return nil
}

// emptied takes everything out of a folder.
func emptied(dir string) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}

// archived reads a file of an archive, whose checksum it checks: what cannot be
// read is the archive's fault, unlike what cannot be written.
type archived struct{ io.Reader }

func (a archived) Read(b []byte) (int, error) {
	n, err := a.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	return n, err
}

func unpack(root *os.Root, f *zip.File) (err error) {
	in, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoBackup, err)
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
	_, err = io.Copy(out, archived{in})
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}
