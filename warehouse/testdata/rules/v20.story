organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024-Q1 final 2024-04-01
u1 revenue 2024-Q1 10 C7
u1 workers 2024-Q1 100 C8
u1 budget_paid 2024-Q1 x C9
u1 average_income 2024-Q1 8/300 C10

# Workers went, payments came; an admission is an event.
load u1 2024-Q2 final 2024-07-01
u1 revenue 2024-Q2 11 C7
u1 workers 2024-Q2 x C8
u1 budget_paid 2024-Q2 1 C9
u1 average_income 2024-Q2 8/300 C10
u1 admissions 2024-Q2 1 C11
----
warning V20 C8 | u1, quý II/2024: so với báo cáo quý I/2024 (workbook-2.xlsx, Biểu!C8): lần này để trống hoặc ghi x: Lao động. Lần trước để trống hoặc ghi x: Nộp ngân sách nhà nước. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.

# No more news.
load u1 2024-Q3 final 2024-10-01
u1 revenue 2024-Q3 11 C7
u1 workers 2024-Q3 x C8
u1 budget_paid 2024-Q3 1 C9
u1 average_income 2024-Q3 8/300 C10

# One form with two months together, the third and the quarter leaves nothing blank.
load u2 2026-Q1 estimate 2026-03-25
u2 revenue 2026-02 62 cumulative D5
u2 budget_paid 2026-02 3 cumulative D6
u2 workers 2026-02 1187 D7
u2 revenue 2026-03 33 E5
u2 budget_paid 2026-03 1.6 E6
u2 workers 2026-03 1190 E7
u2 revenue 2026-Q1 95 F5
u2 budget_paid 2026-Q1 4.6 F6
u2 workers 2026-Q1 1190 F7

# What was accumulated last time and is blank now is missed.
load u2 2026-04 final 2026-05-05
u2 revenue 2026-04 130 cumulative C5
u2 workers 2026-04 1190 C7
----
warning V20 C5 | u2, tháng 4/2026: so với báo cáo tháng 3/2026 (workbook-5.xlsx, Biểu!E6): lần này để trống hoặc ghi x: Nộp ngân sách nhà nước. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.
