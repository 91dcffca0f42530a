organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
edge u1 b party_line 2010-01-01

load u1 2025-10 estimate 2025-11-01
u1 revenue 2025-10 19.5 C7
u1 welfare_spending 2025-10 0.002 C8
u1 export_turnover 2025-10 0 C9

load u1 2025-11 estimate 2025-12-01
u1 revenue 2025-11 20.5 C7
u1 welfare_spending 2025-11 1 C8
u1 export_turnover 2025-11 0 C9
----
warning V13 C8 | u1: An sinh xã hội tháng 11/2025 ở ô C8 là 1 tỷ đồng, chênh khoảng 500 lần so với tháng 10/2025: 0,002 tỷ đồng (workbook-2.xlsx, Biểu!C8). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 0,001

# A quarter after months: three times a month is what it should be. Welfare is
# far from one month but not from the other, and after nothing anything may come.
load u1 2026-Q1 estimate 2026-04-01
u1 revenue 2026-Q1 123456.78 C7
u1 welfare_spending 2026-Q1 2 C8
u1 export_turnover 2026-Q1 900 C9
----
warning V13_SPANS C7 | u1: Doanh thu quý I/2026 ở ô C7 là 123.456,78 tỷ đồng; tính theo tháng thì chênh khoảng 2.007 lần so với tháng 11/2025: 20,5 tỷ đồng (workbook-3.xlsx, Biểu!C7). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 123,45678

# Now there is a quarter, and V13 speaks.
load u1 2026-Q2 estimate 2026-07-01
u1 revenue 2026-Q2 61 C7
u1 welfare_spending 2026-Q2 2 C8
u1 export_turnover 2026-Q2 900 C9
----
warning V13 C7 | u1: Doanh thu quý II/2026 ở ô C7 là 61 tỷ đồng, chênh khoảng 2.024 lần so với quý I/2026: 123.456,78 tỷ đồng (workbook-4.xlsx, Biểu!C7). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 61000

organisations 2024-01-01
org u2 cell 2010-01-01
edge u2 b party_line 2010-01-01

load u2 2024 final 2025-01-15
u2 revenue 2024 240 C7
u2 budget_paid 2024 12 C8

# A month after a year: a twelfth of it is usual.
load u2 2025-01 estimate 2025-02-01
u2 revenue 2025-01 21 C7
u2 budget_paid 2025-01 0.001 C8
----
warning V13_SPANS C8 | u2: Nộp ngân sách nhà nước tháng 1/2025 ở ô C8 là 0,001 tỷ đồng; tính theo tháng thì chênh khoảng 1.000 lần so với năm 2024: 12 tỷ đồng (workbook-7.xlsx, Biểu!C8). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 1

# A quarter after a year and a month of it.
load u2 2025-Q1 estimate 2025-04-01
u2 revenue 2025-Q1 63 C7
u2 budget_paid 2025-Q1 3 C8
