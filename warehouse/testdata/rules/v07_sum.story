organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

# As printed: 30 + 7 + 6 = 22 + 21 = 43.
load u1 2024-Q1 final 2024-04-01
u1 projects_active 2024-Q1 43 C7
u1 projects_operating 2024-Q1 30 C8
u1 projects_under_construction 2024-Q1 7 C9
u1 projects_in_procedure 2024-Q1 6 C10
u1 projects_domestic 2024-Q1 22 C11
u1 projects_foreign 2024-Q1 21 C12

load u1 2024-Q2 final 2024-07-01
u1 projects_active 2024-Q2 43 C7
u1 projects_operating 2024-Q2 30 C8
u1 projects_under_construction 2024-Q2 7 C9
u1 projects_in_procedure 2024-Q2 6 C10
u1 projects_domestic 2024-Q2 22 C11
u1 projects_foreign 2024-Q2 20 C12
----
warning V07_SUM C7 | u1, quý II/2024: Dự án còn hiệu lực ở ô C7 là 43 dự án, nhưng cộng Dự án trong nước; Dự án FDI được 42 dự án. Hãy kiểm tra các số này.

load u1 2024-Q3 final 2024-10-01
u1 budget_paid 2024-Q3 10.5 C7
u1 budget_paid_local 2024-Q3 6.1 C8
u1 budget_paid_central 2024-Q3 4.1 C9
----
warning V07_SUM C7 | u1, quý III/2024: Nộp ngân sách nhà nước ở ô C7 là 10,5 tỷ đồng, nhưng cộng Nộp ngân sách Trung ương; Nộp ngân sách tỉnh được 10,2 tỷ đồng. Hãy kiểm tra các số này.
