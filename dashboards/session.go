package dashboards

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	sessionCookie = "giaoban_session"
	sessionLife   = 30 * 24 * time.Hour
)

// sessionKey signs session cookies. It is derived from the token, so sessions
// outlive a restart and end when the token changes, and the token itself is
// never stored in a browser.
type sessionKey struct {
	token [sha256.Size]byte // of the token: equal length makes the comparison constant-time
	sign  []byte
}

func newSessionKey(token string) sessionKey {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("giaoban session v1"))
	return sessionKey{token: sha256.Sum256([]byte(token)), sign: mac.Sum(nil)}
}

// knows reports whether candidate is the token, in constant time.
func (k sessionKey) knows(candidate string) bool {
	sum := sha256.Sum256([]byte(candidate))
	return subtle.ConstantTimeCompare(sum[:], k.token[:]) == 1
}

// issue returns a cookie value that is valid until the given time.
func (k sessionKey) issue(until time.Time) string {
	expiry := binary.BigEndian.AppendUint64(nil, uint64(until.Unix()))
	mac := hmac.New(sha256.New, k.sign)
	mac.Write(expiry)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(expiry))
}

// valid reports whether value was issued with this key and has not expired.
func (k sessionKey) valid(value string, now time.Time) bool {
	b, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(b) != 8+sha256.Size {
		return false
	}
	mac := hmac.New(sha256.New, k.sign)
	mac.Write(b[:8])
	if !hmac.Equal(mac.Sum(nil), b[8:]) {
		return false
	}
	return now.Unix() < int64(binary.BigEndian.Uint64(b[:8]))
}

// requireSession lets a request through when it carries a valid session cookie
// or the token as a bearer.
func (s *server) requireSession(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if cookie, err := c.Cookie(sessionCookie); err == nil && s.key.valid(cookie.Value, s.now()) {
			return next(c)
		}
		scheme, token, _ := strings.Cut(c.Request().Header.Get("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") {
			key := "page.error.sign_in"
			if forPrograms(c) {
				key = "page.error.sign_in.program"
			}
			return fail(http.StatusUnauthorized, key, nil)
		}
		if !s.key.knows(strings.TrimSpace(token)) {
			return s.wrongToken(c)
		}
		return next(c)
	}
}

// signIn answers GET /signin?token=: it trades the token for a session and
// sends the browser to the first page, leaving the token behind.
func (s *server) signIn(c echo.Context) error {
	token := c.QueryParam("token")
	if token == "" {
		return fail(http.StatusUnauthorized, "page.error.sign_in", nil)
	}
	if !s.key.knows(token) {
		return s.wrongToken(c)
	}
	until := s.now().Add(sessionLife)
	c.SetCookie(s.cookie(c, sessionCookie, s.key.issue(until), sessionLife))
	return c.Redirect(http.StatusSeeOther, "/")
}

// wrongToken counts a wrong token against its address and refuses it.
func (s *server) wrongToken(c echo.Context) error {
	if !s.attempts.allowed(c.RealIP(), s.now()) {
		c.Response().Header().Set("Retry-After", "60")
		return fail(http.StatusTooManyRequests, "page.error.attempts", nil)
	}
	s.attempts.failed(c.RealIP(), s.now())
	return fail(http.StatusUnauthorized, "page.error.wrong_token", nil)
}

// signOut answers POST /signout.
func (s *server) signOut(c echo.Context) error {
	c.SetCookie(s.cookie(c, sessionCookie, "", -1))
	return c.Redirect(http.StatusSeeOther, "/")
}

// cookie lives for the given time by the browser's clock, which may differ
// from ours; a negative life deletes it.
func (s *server) cookie(c echo.Context, name, value string, life time.Duration) *http.Cookie {
	age := int(life / time.Second)
	if life < 0 {
		age = -1
	}
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: c.Scheme() == "https",
	}
}

// attempts counts wrong tokens per address: after ten in a minute the others
// are turned away. The right token always gets in: many people may share an
// address with the one who guesses.
type attempts struct {
	mu     sync.Mutex
	byAddr map[string]tries
}

type tries struct {
	start time.Time
	count int
}

const (
	attemptLimit  = 10
	attemptWindow = time.Minute
	attemptAddrs  = 10_000 // beyond this many addresses the old ones are forgotten
)

func (a *attempts) allowed(addr string, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	w := a.byAddr[addr]
	return w.count < attemptLimit || now.Sub(w.start) >= attemptWindow
}

func (a *attempts) failed(addr string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byAddr == nil || len(a.byAddr) > attemptAddrs {
		a.byAddr = map[string]tries{}
	}
	w := a.byAddr[addr]
	if now.Sub(w.start) >= attemptWindow {
		w = tries{start: now}
	}
	w.count++
	a.byAddr[addr] = w
}
