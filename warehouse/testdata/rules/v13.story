organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
edge u1 b party_line 2010-01-01

load u1 2023-Q1 estimate 2023-04-01
u1 revenue 2023-Q1 24.73 C7
u1 workers 2023-Q1 25130 C8

# A bad year: a tenth is business.
load u1 2024-Q1 estimate 2024-04-01
u1 revenue 2024-Q1 2.4 C7
u1 workers 2024-Q1 25 C8
----
warning V13 C8 | u1: Lao động quý I/2024 ở ô C8 là 25 người, chênh khoảng 1.005 lần so với quý I/2023: 25.130 người (workbook-2.xlsx, Biểu!C8). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 25000

load u1 2024-Q2 estimate 2024-07-01
u1 revenue 2024-Q2 24.730 C7
u1 workers 2024-Q2 26.000 C8

# "24.730" was meant as 24,730: the comma is proposed.
load u1 2025-Q1 estimate 2025-04-01
u1 revenue 2025-Q1 24.7 C7

load u1 2025-Q2 estimate 2025-07-01
u1 revenue 2025-Q2 24730 C7
u1 welfare_spending 2025-Q2 0.002 C8
----
warning V13 C7 | u1: Doanh thu quý II/2025 ở ô C7 là 24.730 tỷ đồng, chênh khoảng 1.001 lần so với quý I/2025: 24,7 tỷ đồng (workbook-5.xlsx, Biểu!C7). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 24,73
warning V20 C8 | u1, quý II/2025: so với báo cáo quý I/2025 (workbook-5.xlsx, Biểu!C7): Lần trước để trống hoặc ghi x: An sinh xã hội. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.

load u1 2025-Q3 estimate 2025-10-01
u1 welfare_spending 2025-Q3 24.730 C8
----
warning V13 C8 | u1: An sinh xã hội quý III/2025 ở ô C8 là 24,73 tỷ đồng, chênh khoảng 12.365 lần so với quý II/2025: 0,002 tỷ đồng (workbook-6.xlsx, Biểu!C8). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy. | 24,730
warning V20 C8 | u1, quý III/2025: so với báo cáo quý II/2025 (workbook-6.xlsx, Biểu!C7): lần này để trống hoặc ghi x: Doanh thu. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.

# Of people no thousandth is proposed.
load u1 2025-Q4 estimate 2026-01-01
u1 workers 2025-Q4 25999123 C8
----
warning V13 C8 | u1: Lao động quý IV/2025 ở ô C8 là 25.999.123 người, chênh khoảng 999.966 lần so với quý II/2024: 26 người (workbook-4.xlsx, Biểu!C8). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy.
