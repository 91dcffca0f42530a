//go:build !linux

package warehouse

import "errors"

// syncAll is for Linux; elsewhere each file is synced by itself.
func syncAll(string) error { return errors.ErrUnsupported }
