package memo

import (
	"strconv"
	"strings"
	"sync"
	"testing"
)

func TestFunc(t *testing.T) {
	asked := map[string]int{}
	length := Func(func(text string) int {
		asked[text]++
		return len(text)
	})
	long := strings.Repeat("x", maxText+1)
	for range 3 {
		for _, text := range []string{"", "doanh thu", long} {
			if got := length(text); got != len(text) {
				t.Errorf("%q: %d", text, got)
			}
		}
	}
	if asked[""] != 1 || asked["doanh thu"] != 1 || asked[long] != 3 {
		t.Errorf("asked %d, %d and %d times", asked[""], asked["doanh thu"], asked[long])
	}
}

func TestFuncForgets(t *testing.T) {
	asked := 0
	same := Func(func(text string) string {
		asked++
		return text
	})
	for i := range maxTexts + 1 { // the last clears what was kept
		same(strconv.Itoa(i))
	}
	same("0")
	if asked != maxTexts+2 {
		t.Errorf("asked %d times", asked)
	}
}

func TestFuncBesideItself(t *testing.T) {
	length := Func(func(text string) int { return len(text) })
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 3 * maxTexts {
				if text := strconv.Itoa(i); length(text) != len(text) {
					t.Errorf("%q: %d", text, length(text))
				}
			}
		})
	}
	all.Wait()
}
