package oldfont

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNamed(t *testing.T) {
	for name, want := range map[string]Font{
		".VnTime": {Encoding: TCVN3}, ".VnTimeH": {TCVN3, true}, ".vntime": {Encoding: TCVN3}, ".VnArial NarrowH": {TCVN3, true},
		".VnHelvetInsH": {TCVN3, true}, ".VnTeknical": {Encoding: TCVN3},
		"VNI-Times": {Encoding: VNI}, "VNI Times": {Encoding: VNI}, "vni-helve": {Encoding: VNI},
		"Times New Roman": {}, "Vni": {}, "": {}, "VNtimes new roman": {}, "Vnmese": {},
	} {
		if got := Named(name); got != want {
			t.Errorf("Named(%q) = %+v, want %+v", name, got, want)
		}
	}
}

// Texts as documents of the time hold them.
func TestDecode(t *testing.T) {
	for _, tt := range []struct {
		font, text, want string
	}{
		{".VnTime", "Uû ban nh©n d©n", "Uỷ ban nhân dân"},
		{".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"},
		{".VnTime", "§¶ng uû Khèi doanh nghiÖp tØnh", "Đảng uỷ Khối doanh nghiệp tỉnh"},
		{".VnTime", "Nép ng©n s¸ch nhµ n\u00adíc (tû ®ång)", "Nộp ngân sách nhà nước (tỷ đồng)"},
		{".VnTime", "Thu nhËp b×nh qu©n ng\u00adêi/th¸ng, 10 m² – 98%", "Thu nhập bình quân người/tháng, 10 m² – 98%"},
		{".VnTimeH", "b¸o c¸o quý i n¨m 2005", "BÁO CÁO QUÝ I NĂM 2005"},
		{"VNI-Times", "QUY CHEÁ QUAÛN TRÒ TAØI CHÍNH", "QUY CHẾ QUẢN TRỊ TÀI CHÍNH"},
		{"VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{"VNI-Times", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"},
		{"VNI-Times", "Nhaø nöôùc, ngöôøi lao ñoäng, nhöõng kyõ sö, tyû leä", "Nhà nước, người lao động, những kỹ sư, tỷ lệ"},
		{"VNI-Times", "Naêm thaúng, oÅn ñònh", "Năm thẳng, ổn định"},
	} {
		got, ok := Named(tt.font).Decode(tt.text)
		if !ok || got != tt.want {
			t.Errorf("%s: Decode(%q) = %q, %v, want %q", tt.font, tt.text, got, ok, tt.want)
		}
	}
}

func TestDecodeRefusesUnicode(t *testing.T) {
	for _, text := range []string{"Đảng ủy", "nước", "Nộp", "Việt", "a\u0301", "αβγ"} {
		for _, font := range []string{".VnTime", "VNI-Times"} {
			if got, ok := Named(font).Decode(text); ok {
				t.Errorf("%s: %q was taken for %q", font, text, got)
			}
		}
	}
	if got, ok := Named("VNI-Times").Decode("hùng"); ok && got != "hùng" {
		t.Errorf("VNI: %q", got)
	}
}

// vietnamese are the letters of the alphabet with every tone.
var vietnamese = func() []rune {
	letters := []rune("đ")
	for _, vowel := range "aăâeêioôơuưy" {
		for _, tone := range []string{"", acute, grave, hook, tilde, dot} {
			letters = append(letters, []rune(norm.NFC.String(string(vowel)+tone))...)
		}
	}
	for _, c := range letters {
		letters = append(letters, unicode.ToUpper(c))
	}
	return letters
}()

// toTCVN3 types a text in the font .VnTime; capitals with a tone have no place
// there and stay out of the text.
func toTCVN3(text string) string {
	return strings.Map(func(c rune) rune {
		if place := slices.Index(tcvn3Letters[:], c); c >= 0x80 && place >= 0 {
			return rune(place)
		}
		if c >= 0x80 {
			return -1
		}
		return c
	}, text)
}

// toVNI types a text in the font VNI-Times.
func toVNI(text string) string {
	marks := map[string]rune{}
	for c, m := range vniMarks {
		marks[norm.NFD.String("a" + m.marks)[1:]] = c
	}
	var b strings.Builder
	for _, c := range text {
		lower, typed := unicode.ToLower(c), []rune(nil)
		for place, letter := range vniLetters {
			if letter == lower {
				typed = []rune{place}
			}
		}
		if typed == nil {
			// Horns are letters of their own, tones follow them.
			parts := []rune(norm.NFD.String(string(lower)))
			base, rest := parts[0], string(parts[1:])
			if strings.Contains(rest, "\u031b") {
				base, rest = map[rune]rune{'o': 'ô', 'u': 'ö'}[base], strings.ReplaceAll(rest, "\u031b", "")
			}
			typed = []rune{base}
			if rest != "" {
				typed = append(typed, marks[rest])
			}
		}
		for _, t := range typed {
			if lower != c {
				t = unicode.ToUpper(t)
			}
			b.WriteRune(t)
		}
	}
	return b.String()
}

// Every text that can be typed in an older font is read back.
func TestRoundTrip(t *testing.T) {
	alphabet := append([]rune("abcxyz ,-0123456789%"), vietnamese...)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom(alphabet)).Draw(t, "text")
		if got, ok := (Font{Encoding: VNI}).Decode(toVNI(text)); !ok || got != text {
			t.Errorf("VNI: %q came back as %q, %v", text, got, ok)
		}
		lower := strings.Map(func(c rune) rune {
			if c >= 0x80 && !slices.Contains(tcvn3Letters[:], c) {
				return unicode.ToLower(c)
			}
			return c
		}, text)
		if got, ok := (Font{Encoding: TCVN3}).Decode(toTCVN3(lower)); !ok || got != lower {
			t.Errorf("TCVN3: %q came back as %q, %v", lower, got, ok)
		}
		if got, ok := (Font{TCVN3, true}).Decode(toTCVN3(strings.ToLower(text))); !ok || got != strings.ToUpper(text) {
			t.Errorf("TCVN3, capitals: %q came back as %q, %v", text, got, ok)
		}
	})
}

func TestIsSyllable(t *testing.T) {
	for _, word := range strings.Fields(`nghiệp Đảng ủy uỷ khối quý quốc quyết gì giêng già của người nước nghề nghĩa kế hoạch
		thuế xuất khẩu tỷ đồng bình quân hưởng khuyến khuỷu ngoằn thuở yêu ước mượt cứu TỔNG CỘNG rượu huỳnh xuýt oán ỉu Ứng`) {
		if !IsSyllable(word) {
			t.Errorf("%q is no syllable", word)
		}
	}
	for _, word := range []string{"nghiÖp", "®ång", "ng©n", "coâng", "laäp", "kÕ", "nhiÒu", "Nestlé", "tảt", "áế", "cê", "gê", "kó", "ngể", "", "naïve", "café2"} {
		if IsSyllable(word) {
			t.Errorf("%q is a syllable", word)
		}
	}
}

// Words that reports are made of weigh more as what they are.
func TestWeigh(t *testing.T) {
	report := `Báo cáo kết quả thực hiện nhiệm vụ chính trị sáu tháng đầu năm; doanh thu, nộp ngân sách nhà nước, thuế giá trị
		gia tăng, bảo hiểm xã hội, lao động bình quân, thu nhập bình quân người lao động, kết nạp đảng viên, tổ chức cơ sở đảng`
	if _, impossible := Weigh(report); impossible != 0 {
		t.Errorf("%d words of the report are impossible", impossible)
	}
	for name, typed := range map[string]string{"TCVN3": toTCVN3(strings.ToLower(report)), "VNI": toVNI(report)} {
		possible, impossible := Weigh(typed)
		if impossible < 3*possible {
			t.Errorf("%s: %d words are possible as stored, %d are not", name, possible, impossible)
		}
	}
	for text, want := range map[string][2]int{
		"HĐND, UBND, TNHH": {0, 0}, "tr.đ, đ/c, trđ": {0, 0}, "tr®": {0, 1}, "§U": {0, 1}, "(m²) ½ § 5": {0, 0}, "·Doanh thu": {0, 1}, "Công ty": {1, 0}, "3–6": {0, 0}, "ª à ®": {0, 0},
	} {
		if possible, impossible := Weigh(text); [2]int{possible, impossible} != want {
			t.Errorf("Weigh(%q) = %d, %d, want %v", text, possible, impossible, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("§¶ng uû Khèi")
	f.Add("Ñoäc laäp")
	f.Fuzz(func(t *testing.T, text string) {
		for _, font := range []Font{{TCVN3, false}, {TCVN3, true}, {VNI, false}} {
			if decoded, ok := font.Decode(text); ok && font.Encoding == VNI && !norm.NFC.IsNormalString(decoded) {
				t.Errorf("%+v: %q became %q, which is not NFC", font, text, decoded)
			}
		}
		Weigh(text)
	})
}
