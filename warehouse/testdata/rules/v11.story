organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
edge u1 b party_line 2010-01-01

# A lottery: very high, and possible.
load u1 2024-Q1 estimate 2024-04-01
u1 revenue 2024-Q1 100 C7
u1 budget_paid 2024-Q1 100 C8

load u1 2024-Q2 estimate 2024-07-01
u1 revenue 2024-Q2 100 C7
u1 budget_paid 2024-Q2 101.5 C8
----
warning V11 C8 | u1, quý II/2024: nộp ngân sách ở ô C8 là 101,5 tỷ đồng, nhiều hơn doanh thu 100 tỷ đồng (ô C7). Hãy kiểm tra đơn vị tính của hai số; nếu đúng, hãy ghi chú lý do.
