organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024 final 2024-01-05
u1 disbursement 2024 72.5 plan C7

load u1 2024-Q1 final 2024-04-01
u1 disbursement 2024-Q1 40 C7

# 79,75 is just 110 % of 72,5.
load u1 2024-Q2 final 2024-07-01
u1 disbursement 2024-Q2 39.75 C7

load u1 2024-Q3 final 2024-10-01
u1 disbursement 2024-Q3 1 C7
----
warning C02 C7 | u1, quý III/2024: giải ngân từ đầu năm 80,75 tỷ đồng (ô C7) vượt quá 110 % vốn bố trí cả năm 72,5 tỷ đồng (workbook-2.xlsx, Biểu!C7). Hãy kiểm tra hai số này.
