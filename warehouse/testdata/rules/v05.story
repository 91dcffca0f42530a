organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2023-Q4 final 2024-01-10
u1 members_probationary 2023-Q4 35 C7

load u1 2024-Q1 final 2024-04-01
u1 official_transfers 2024-Q1 35 C7

load u1 2024-Q2 final 2024-07-01
u1 members_probationary 2024-Q2 5 C7

load u1 2024-Q3 final 2024-10-01
u1 official_transfers 2024-Q3 6 C7
----
warning V05 C7 | u1, quý III/2024: chuyển đảng chính thức 6 (ô C7), nhiều hơn 5 đảng viên dự bị có đến quý II/2024 (workbook-4.xlsx, Biểu!C7). Hãy kiểm tra hai số này.
