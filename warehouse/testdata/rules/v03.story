organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2023 final 2024-01-10
u1 party_members 2023 100 C7

# 100 + 5 + 2 - 3 = 104.
load u1 2024-Q1 final 2024-04-01
u1 party_members 2024-Q1 104 C7
u1 admissions 2024-Q1 5 C8
u1 transfers_in 2024-Q1 2 C9
u1 transfers_out 2024-Q1 3 C10

# 104 + 7 - 4 = 107.
load u1 2024-Q2 final 2024-07-01
u1 party_members 2024-Q2 110 C7
u1 admissions 2024-Q2 5 C8
u1 transfers_in 2024-Q2 2 C9
u1 transfers_out 2024-Q2 3 C10
u1 member_deaths 2024-Q2 1 C11
----
warning V03 C7 | u1: đầu kỳ quý II/2024 có 104 đảng viên (workbook-3.xlsx, Biểu!C7), kết nạp và chuyển đến 7, giảm 4, vậy cuối kỳ phải có 107, nhưng ô C7 ghi 110. Hãy kiểm tra biến động đảng viên trong kỳ.

# Without transfers in nothing can be said.
load u1 2024-Q3 final 2024-10-01
u1 party_members 2024-Q3 200 C7
u1 admissions 2024-Q3 5 C8
u1 transfers_out 2024-Q3 3 C9

# On the form of the year it is an error: 100 + 16 - 5 = 111.
load u1 2024 final 2025-01-10
u1 party_members 2024 110 C7
u1 admissions 2024 12 C8
u1 transfers_in 2024 4 C9
u1 transfers_out 2024 5 C10
----
error V03 C7 | u1: đầu kỳ năm 2024 có 100 đảng viên (workbook-2.xlsx, Biểu!C7), kết nạp và chuyển đến 16, giảm 5, vậy cuối kỳ phải có 111, nhưng ô C7 ghi 110. Hãy kiểm tra biến động đảng viên trong kỳ.
