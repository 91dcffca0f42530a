package catalog

import "strings"

// shortForms are the short forms that offices write inside names, by folded
// key. Those that stand for several things in such names are left out ("CB" is
// a cell or a cadre), unless only one of them makes a name ("KT" of "KT chuyên
// đề"): a name spelled out must be one of the catalogue's all the same.
var shortForms = map[string]string{
	"asxh":  "an sinh xã hội",
	"bhtn":  "bảo hiểm thất nghiệp",
	"bhxh":  "bảo hiểm xã hội",
	"bhyt":  "bảo hiểm y tế",
	"bq":    "bình quân",
	"cbcnv": "cán bộ công nhân viên",
	"cnv":   "công nhân viên",
	"dn":    "doanh nghiệp",
	"dnvh":  "doanh nghiệp văn hóa",
	"dt":    "doanh thu",
	"dtt":   "doanh thu thuần",
	"dtts":  "dân tộc thiểu số",
	"gs":    "giám sát",
	"gtsx":  "giá trị sản xuất",
	"hh":    "huy hiệu",
	"hhđ":   "huy hiệu đảng",
	"kd":    "kinh doanh",
	"kn":    "kết nạp",
	"knxk":  "kim ngạch xuất khẩu",
	"knnk":  "kim ngạch nhập khẩu",
	"kt":    "kiểm tra",
	"ktgs":  "kiểm tra giám sát",
	"lđ":    "lao động",
	"lđbq":  "lao động bình quân",
	"ln":    "lợi nhuận",
	"lnst":  "lợi nhuận sau thuế",
	"lntt":  "lợi nhuận trước thuế",
	"nlđ":   "người lao động",
	"nk":    "nhập khẩu",
	"nn":    "nhà nước",
	"nq":    "nghị quyết",
	"ns":    "ngân sách",
	"nsnn":  "ngân sách nhà nước",
	"nsđp":  "ngân sách địa phương",
	"nstw":  "ngân sách trung ương",
	"qc":    "quần chúng",
	"qcut":  "quần chúng ưu tú",
	"qcưt":  "quần chúng ưu tú",
	"sh":    "sinh hoạt",
	"shđ":   "sinh hoạt đảng",
	"sx":    "sản xuất",
	"sxcn":  "sản xuất công nghiệp",
	"sxkd":  "sản xuất kinh doanh",
	"tccs":  "tổ chức cơ sở",
	"tccsđ": "tổ chức cơ sở đảng",
	"tcđ":   "tổ chức đảng",
	"tl":    "tiền lương",
	"tn":    "thu nhập",
	"tnbq":  "thu nhập bình quân",
	"tnđ":   "tuổi đảng",
	"tw":    "trung ương",
	"vb":    "văn bản",
	"vl":    "việc làm",
	"xdcb":  "xây dựng cơ bản",
	"xk":    "xuất khẩu",
	"đn":    "đề nghị",
	"đt":    "đầu tư",
	"đv":    "đảng viên",
	"đvct":  "đảng viên chính thức",
	"đvdb":  "đảng viên dự bị",
}

// spelledOut returns a label key with its abbreviations spelled out. One that
// stands alone is left as it is: "ĐT" may be anything, "Vốn ĐT" is not.
func spelledOut(key string) string {
	if !strings.Contains(key, " ") {
		return key
	}
	return inFull(key)
}

// inFull returns a label key with all its abbreviations spelled out.
func inFull(key string) string {
	words := strings.Fields(key)
	for i, w := range words {
		if full, ok := shortForms[w]; ok {
			words[i] = full
		}
	}
	return strings.Join(words, " ")
}

// severalIndicators marks a spelled-out label that is more than one indicator's.
const severalIndicators = -1

// spellOut notes an indicator's label under its spelled-out key.
func (c *Catalogue) spellOut(label string, i int) {
	key := spelledOut(labelKey(label))
	if key == "" {
		return
	}
	if j, taken := c.spelled[key]; taken && j != i {
		i = severalIndicators
	}
	c.spelled[key] = i
}
