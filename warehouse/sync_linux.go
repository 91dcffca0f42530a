package warehouse

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncAll writes whatever waits to be written to the file system of the folder:
// for hundreds of files a fraction of what it costs to sync each, of which the
// disk's journal would take as many turns. It fails with
// [errors.ErrUnsupported] where the file system cannot.
func syncAll(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(os.NewSyscallError("syncfs", unix.Syncfs(int(d.Fd()))), d.Close())
}
