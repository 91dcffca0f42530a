package ingest

import (
	"regexp"
	"slices"
	"strings"

	"giaoban/ingest/catalog"
)

// Patterns for remarks that call figures corrected. A remark is all that
// stands between two marks of punctuation, or behind a period.
const (
	// ofReport are words for the figures and the paper they stand on.
	ofReport = `số liệu|số|báo cáo|bc|biểu|bảng|bản|kết quả|các|toàn bộ|nêu|trên|này|trong|của|thực hiện|quý|tháng|năm|zzp\d+`
	// corrects are the words for putting right.
	corrects = `điều chỉnh|hiệu chỉnh|đính chính|chỉnh sửa|sửa đổi|sửa`
	// adjustable are things that are adjusted without any figure being wrong.
	adjustable = `kế hoạch|kh|chỉ tiêu|dự toán|quy hoạch|đơn giá|giá|lương|tiền|vốn|mức|định mức|địa giới|điều lệ|nhân sự|cơ cấu|tổ chức|phương án|thời gian|quy mô|chủ trương|nghị quyết|chính sách|phụ cấp|cùng kỳ`
)

var (
	// correctedRemark is "số liệu đã được rà soát, điều chỉnh lần 2 theo …". Its
	// group is all but the reason.
	correctedRemark = newContext(`^((?:(?:` + ofReport + `|đã|được|có|sau|khi|mới|rà soát|bổ sung|cập nhật|và|là|,) )*(?:` + corrects + `) ` +
		`(?:(?:` + ofReport + `|,|và|bổ sung|cập nhật|hoàn chỉnh|lại|lần|thứ|một|hai|ba|nhất|cuối|\d+|[ivx]+|ngày|zzd|tăng|giảm) )*)(?:(?:so với|theo|do|vì|sau|căn cứ)(?: \S+)* )?$`)
	// replacesRemark is "báo cáo này thay thế báo cáo ngày …", "bản thay thế".
	replacesRemark = newContext(`^((?:(?:` + ofReport + `|được|để|là|văn bản) )*)(?:thay thế|thay cho|thay)(?: cho)? ` +
		`(?:(?:báo cáo|bc|biểu|bảng|bản|số liệu|văn bản|tệp|file|công văn)(?: \S+)* |(?:lần|thứ|\d+|zzp\d+|zzd|ngày) )*$`)
	// replacesEstimate is one that takes the place of an estimate.
	replacesEstimate = newContext(`(?:^| )(?:ước|sơ bộ|kế hoạch) `)

	ofAdjustable   = newContext(`(?:^| )(?:` + adjustable + `) `)
	adjustsOther   = newContext(`^(?:(?:các|một số|lại|tăng|giảm|nâng|về|bổ sung|và|,) )*(?:` + adjustable + `) `)
	plannedBefore  = newContext(`(?:^| )(?:kế hoạch|kh|dự toán|chỉ tiêu|quy hoạch|phương án) `)
	achievedBefore = newContext(`(?:^| )(?:thực hiện|kết quả|kq|tình hình|hoàn thành|đánh giá|tiến độ) `)
)

// correctionAt returns how many of the words from i are a remark that figures
// are corrected, 0 if none begins there, and how many of them tell which.
func (s statusScan) correctionAt(i int) (n, subject int) {
	if i > 0 && !s.parts(s.words[i-1]) && !strings.HasPrefix(s.words[i-1], periodWord) {
		return 0, 0
	}
	end := i
	for end < len(s.words) && !isHard(s.words[end]) && !isDash(s.words[end]) {
		end++
	}
	remark, before := s.joined(i, end), s.joined(0, i)
	if plannedBefore.in(before, s.bare) && !achievedBefore.in(before, s.bare) || ofAdjustable.in(remark, s.bare) {
		return 0, 0
	}
	of := correctedRemark.find(remark, s.bare)
	if of == nil && !replacesEstimate.in(remark, s.bare) {
		of = replacesRemark.find(remark, s.bare)
	}
	if of == nil {
		return 0, 0
	}
	return end - i, len(strings.Fields(of[1]))
}

func isDash(word string) bool { return slices.Contains([]string{"-", "–", "—"}, word) }

// Patterns for names, which have neither accents nor punctuation.
var (
	correctedInName = regexp.MustCompile(`\b(?:dieu chinh|hieu chinh|dinh chinh|chinh sua|sua doi|(?:da|ban|bc|bao cao|file|duoc) sua|sua (?:lan|lai|ngay)|sua|(?:bc|bao cao|ban|bieu|file) thay the|thay the(?: (?:bc|bao cao|ban|bieu|file|lan))?)\b`)
	// otherInName ends what stands before where it is something else.
	otherInName = regexp.MustCompile(` (?:` + withoutAccents(adjustable) + `|he so|de an|to trinh|quyet dinh|cty|ctcp|cong ty|cp|tnhh|nha may|che bien|san xuat|thiet bi|phu tung|vat tu)(?: nam)? $`)
	// adjustedInName begins what stands behind where another thing is adjusted.
	adjustedInName = regexp.MustCompile(`^ (?:(?:cac|mot so|lai|tang|giam|nang|bo sung|va|so) )*(?:` + withoutAccents(adjustable) + `|chua|tuoi|bot|uoc|thiet bi|phu tung|vat tu|nhan su) `)
)

// isCorrectedInName reports whether a name, in words without accents between
// blanks, calls figures corrected.
func isCorrectedInName(text string) bool {
	return slices.ContainsFunc(correctedInName.FindAllStringIndex(text, -1), func(at []int) bool {
		before, behind := text[:at[0]], text[at[1]:]
		return !otherInName.MatchString(before) && !adjustedInName.MatchString(behind) && isMeantBetween(before, behind, true)
	})
}

// subjectsOf returns the periods among words.
func (s statusScan) subjectsOf(from, to int) []catalog.Mention {
	var list []catalog.Mention
	for _, w := range s.words[from:to] {
		if m, ok := s.mentionAt(w); ok {
			list = append(list, m)
		}
	}
	return list
}
