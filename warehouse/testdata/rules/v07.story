organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

# All are insured; 10,0 and 10,1 are rounded.
load u1 2024-Q1 final 2024-04-01
u1 workers 2024-Q1 100 C7
u1 insured_workers 2024-Q1 100 C8
u1 budget_paid 2024-Q1 10.0 C9
u1 budget_paid_local 2024-Q1 10.1 C10

load u1 2024-Q2 final 2024-07-01
u1 workers 2024-Q2 100 C7
u1 insured_workers 2024-Q2 101 C8
----
warning V20 C7 | u1, quý II/2024: so với báo cáo quý I/2024 (workbook-2.xlsx, Biểu!C9): lần này để trống hoặc ghi x: Nộp ngân sách nhà nước; Nộp ngân sách tỉnh. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.
error V07 C8 | u1, quý II/2024: Số người tham gia BHXH ở ô C8 là 101 người, nhiều hơn Lao động 100 người (ô C7) mà nó là một phần. Hãy kiểm tra hai số này.

load u1 2024-Q3 final 2024-10-01
u1 budget_paid 2024-Q3 10.25 C7
u1 budget_paid_local 2024-Q3 10.31 C8
----
error V07 C8 | u1, quý III/2024: Nộp ngân sách tỉnh ở ô C8 là 10,31 tỷ đồng, nhiều hơn Nộp ngân sách nhà nước 10,25 tỷ đồng (ô C7) mà nó là một phần. Hãy kiểm tra hai số này.
