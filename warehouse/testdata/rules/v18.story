organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2023 final 2024-01-10
u1 revenue 2023 100 C7
u1 profit 2023 10 C8

load u1 2024-Q1 final 2024-04-01
u1 revenue 2024-Q1 40 C7
u1 profit 2024-Q1 9 C8

# 76 % of the year before; a profit may fall into one half.
load u1 2024-Q2 final 2024-07-01
u1 revenue 2024-Q2 36 C7
u1 profit 2024-Q2 9 C8
----
warning V18 C7 | u1: Doanh thu 6 tháng đầu năm 2024 là 76 tỷ đồng (ô C7), bằng 76 % cả năm trước (100 tỷ đồng, workbook-2.xlsx, Biểu!C7); thường trong khoảng 25 đến 75 %. Hãy kiểm tra đơn vị tính và kỳ của hai số.

load u1 2024-H1 final 2024-07-05
u1 revenue 2024-H1 75 C7
