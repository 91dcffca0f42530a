package catalog

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFoldMakesVariantsEqual(t *testing.T) {
	for _, same := range [][]string{
		{"Đảng ủy", "Đảng uỷ", "ĐẢNG ỦY", "Ðảng ủy", "ðảng  uỷ", "Đảng\u00a0ủy", norm.NFD.String("Đảng ủy")},
		{"văn hóa", "văn hoá", "Văn\tHoá"},
		{"quý I", "quí I", "qúy i", "QUÝ I"},
		{"tỷ đồng", "tỉ đồng", "Tỷ\u202fđồng"},
		{"cùng kỳ", "cùng kì"},
		{"tỷ lệ/người", "tỉ lệ/người"},
		{"2015-2020", "2015–2020", "2015—2020", "2015−2020"},
		{"kế hoạch", "kế họach"}, {"ngoài", "ngòai"}, {"thuỷ", "thủy"}, {"khoẻ", "khỏe"}, {"hoàn toàn", "hòan tòan"},
		{"a\u200bb", "ab"},
		{"“Dân vận khéo”", `"dân vận khéo"`},
	} {
		for _, text := range same[1:] {
			if got, want := Fold(text), Fold(same[0]); got != want {
				t.Errorf("Fold(%q) = %q, want %q as for %q", text, got, want, same[0])
			}
		}
	}
}

// Keys are spelt as most people spell, so that patterns over them can be too.
func TestFoldSpellsAsPeopleDo(t *testing.T) {
	for text, want := range map[string]string{
		"Giai đoạn": "giai đoạn", "Kế hoạch": "kế hoạch", "Hoà giải": "hòa giải", "Khuỷu": "khuỷu", "QUÍ": "quý", "Uỷ": "ủy",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFoldKeepsDifferentWordsApart(t *testing.T) {
	for _, pair := range [][2]string{{"thu", "thứ"}, {"đảng", "dàng"}, {"quy", "qui"}, {"ngân sách", "ngàn sách"}} {
		if Fold(pair[0]) == Fold(pair[1]) {
			t.Errorf("%q and %q fold to the same key", pair[0], pair[1])
		}
	}
}

// Two tones on one vowel are no Vietnamese, but may be typed by mistake.
func TestFoldOfTwoTones(t *testing.T) {
	once := Fold("oa\u0300\u0301")
	if twice := Fold(once); twice != once {
		t.Errorf("folded to %q, again to %q", once, twice)
	}
}

func TestFoldIsIdempotent(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("oòóaàáuủyỷýqQkìíỉtTĐÐðđ \u00a0\u00ad\u200b\u0301\u0309–-.,“")), 0, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(letters, rapid.String()).Draw(t, "text")
		once := Fold(text)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(Fold(%q)) = %q, want %q", text, twice, once)
		}
		if !norm.NFC.IsNormalString(once) {
			t.Fatalf("Fold(%q) = %q is not composed", text, once)
		}
	})
}

// slowFold does what Fold does without its short cuts.
func slowFold(text string) string {
	var words []string
	for word := range strings.FieldsFuncSeq(norm.NFC.String(text), unicode.IsSpace) {
		word = norm.NFC.String(strings.Map(func(r rune) rune {
			if folded := foldRune(r); folded != unicode.ToLower(r) && unicode.IsLetter(r) && folded != 'đ' {
				return -2 // no short cut may change a letter otherwise
			}
			if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
				return -1
			}
			return foldRune(r)
		}, word))
		letters := placeTones(word)
		var b strings.Builder
		syllable := ""
		for _, r := range letters + " " {
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				syllable += string(r)
				continue
			}
			if other, ok := spellings[syllable]; ok {
				syllable = other
			}
			b.WriteString(syllable)
			syllable = ""
			b.WriteRune(r)
		}
		if word = strings.TrimSuffix(b.String(), " "); word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

func TestFoldShortCuts(t *testing.T) {
	letters := rapid.OneOf(
		rapid.SampledFrom([]rune("aăâđeêioôơuưyAĂÂĐEÊIOÔƠUƯYỉíìĩòóỏõọoàáảãạeèéẻẽẹyỳýỷỹỵÐðqTtKk` -–“”.%$÷×")),
		rapid.SampledFrom([]rune{0x300, 0x301, 0x303, 0x309, 0x323, 0x302, 0x306, 0x31b, 0xad, 0x200b, 0x200d, 0xfeff, 0xa0, 0x130, 0x1e9b, 0x1e9e, 0x340, 0x344, 0x7f, 9}),
		rapid.Rune(),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(letters, 0, 14).Draw(t, "text"))
		if got, want := Fold(text), slowFold(text); got != want {
			t.Fatalf("%+q: %+q, want %+q", text, got, want)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("Doanh thu thuần về bán hàng và cung cấp dịch vụ")
	}
}
