package dashboards

import (
	"image"
	"image/color"
	_ "image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Firefox draws the charts of a page as Chromium does, under the same policy:
// the picture it takes has the bars in it.
func TestFirefox(t *testing.T) {
	t.Parallel()
	w := sharedWorld(t)
	srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+testToken) // it can be given an address only
		w.ServeHTTP(rw, r)
	}))
	defer srv.Close()
	for _, tt := range []struct {
		name, address, size string
		width               int
	}{
		{"overview", "/?org=cum&period=2024-Q1", "1440,1000", 1440},
		{"phone", "/trend?org=cum&indicator=revenue", "500,1000", 500}, // no narrower window without a device to emulate
	} {
		shown := firefox(t, tt.size, srv.URL+tt.address)
		if got := shown.Bounds().Dx(); got != tt.width {
			t.Errorf("%s: the page is %d px wide in a window of %d", tt.name, got, tt.width)
		}
		if n := inColour(shown, color.RGBA{0x1F, 0x34, 0x47, 0xFF}); n < 5000 {
			t.Errorf("%s: %d pixels in the colour of the bars", tt.name, n)
		}
	}
}

// firefox is the picture that Firefox takes of an address once it is loaded.
func firefox(t *testing.T, size, address string) image.Image {
	t.Helper()
	browser, err := exec.LookPath("firefox-esr")
	if err != nil {
		if browser, err = exec.LookPath("firefox"); err != nil {
			missing(t, "Firefox")
		}
	}
	profile, picture := t.TempDir(), filepath.Join(t.TempDir(), "page.png")
	const settings = `user_pref("layout.css.prefers-color-scheme.content-override", 1);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("app.update.enabled", false);
`
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), browser, "--headless", "--no-remote", "--profile", profile, "--window-size", size, "--screenshot", picture, address) //nolint:gosec // the name comes from LookPath
	cmd.WaitDelay = time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %.500s", address, err, out)
	}
	f, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	shown, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

// inColour counts the pixels of a colour.
func inColour(m image.Image, want color.RGBA) int {
	n := 0
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if color.RGBAModel.Convert(m.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}
