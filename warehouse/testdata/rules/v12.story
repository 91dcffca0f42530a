organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

# 100 workers, three months of 8 triệu, all the revenue.
load u1 2024-Q1 final 2024-04-01
u1 average_income 2024-Q1 8/300 C7
u1 revenue 2024-Q1 2.4 C8

load u1 2024-Q2 final 2024-07-01
u1 average_income 2024-Q2 8/300 C7
u1 revenue 2024-Q2 2.3 C8
----
warning V12 C7 | u1, quý II/2024: thu nhập bình quân 8 triệu đồng/người/tháng (ô C7) của 100 lao động là 2,4 tỷ đồng cho cả kỳ, nhiều hơn doanh thu 2,3 tỷ đồng (ô C8). Hãy kiểm tra đơn vị tính và kỳ của các số này.

# A bank.
load u1 2024-Q3 final 2024-10-01
u1 average_income 2024-Q3 8/300 C7
u1 revenue 2024-Q3 2.3 C8
u1 loans_outstanding 2024-Q3 500 C9
----
warning V20 C9 | u1, quý III/2024: so với báo cáo quý II/2024 (workbook-3.xlsx, Biểu!C7): Lần trước để trống hoặc ghi x: Dư nợ. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.
