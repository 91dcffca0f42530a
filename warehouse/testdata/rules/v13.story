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
warning V13 C8 | u1: Lao động quý I/2024 ở ô C8 là 25 người, chênh khoảng 1.005 lần so với quý I/2023: 25.130 người (workbook-2.xlsx, Biểu!C8). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy.

load u1 2024-Q2 estimate 2024-07-01
u1 revenue 2024-Q2 24.730 C7
u1 workers 2024-Q2 26.000 C8
