package warehouse

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// ErrDiskFull is returned by a Commit for which there was no room. Nothing of
// the workbook was kept.
var ErrDiskFull = errors.New("the disk is full")

// diskError turns what the system or DuckDB says of a full disk into
// [ErrDiskFull]. DuckDB has no code for it, only the system's own words.
func diskError(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	text := strings.ToLower(err.Error())
	for _, words := range []string{"no space left on device", "disk quota exceeded", "not enough space on the disk", "disk full"} {
		if strings.Contains(text, words) {
			return fmt.Errorf("%w: %w", ErrDiskFull, err)
		}
	}
	return err
}
