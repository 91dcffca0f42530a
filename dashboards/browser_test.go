package dashboards

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser starts a headless Chromium, or skips the test where there is none.
// With GIAOBAN_TEST_BROWSER=required a missing browser fails instead.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("GIAOBAN_TEST_BROWSER") == "required" {
			t.Fatal("no Chromium, and GIAOBAN_TEST_BROWSER=required")
		}
		t.Skip("no Chromium")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb")))
	t.Cleanup(cancel)
	return ctx
}
