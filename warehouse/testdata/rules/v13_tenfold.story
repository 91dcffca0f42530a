organisations 2023-01-01
org b bloc 2010-01-01
org u1 cell 2010-01-01
edge u1 b party_line 2010-01-01

load u1 2023-Q1 final 2023-04-01
u1 workers 2023-Q1 1250 C7
u1 average_income 2023-Q1 9.6/1250 C8
u1 party_members 2023-Q1 4 C9
u1 budget_paid 2023-Q1 100 C10

load u1 2023-Q2 final 2023-07-01
u1 workers 2023-Q2 1240 C7
u1 average_income 2023-Q2 9.8/1240 C8
u1 party_members 2023-Q2 16 C9
u1 budget_paid 2023-Q2 120 C10

# A digit too many and a comma in the wrong place. Four members may become
# sixteen, and four again; of a flow two figures tell nothing yet.
load u1 2023-Q3 final 2023-10-01
u1 workers 2023-Q3 12600 C7
u1 average_income 2023-Q3 98/12600 C8
u1 party_members 2023-Q3 4 C9
u1 budget_paid 2023-Q3 11 C10
----
warning V13_TENFOLD C7 | u1: Lao động quý III/2023 ở ô C7 là 12.600 người, chênh khoảng 10 lần so với quý II/2023: 1.240 người (workbook-3.xlsx, Biểu!C7). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do. | 1260
warning V13_TENFOLD C8 | u1: Thu nhập bình quân quý III/2023 ở ô C8 là 98 triệu đồng/người/tháng, chênh khoảng 10 lần so với quý II/2023: 9,8 triệu đồng/người/tháng (workbook-3.xlsx, Biểu!C8). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do. | 9,8

# Right again: like those before the wrong one.
load u1 2023-Q4 final 2024-01-01
u1 workers 2023-Q4 1260 C7
u1 average_income 2023-Q4 10.1/1260 C8
u1 party_members 2023-Q4 17 C9
u1 budget_paid 2023-Q4 125 C10

# The level at the end of a month beside that of the quarters.
load u1 2024-01 final 2024-02-01
u1 workers 2024-01 126 C7
----
warning V13_TENFOLD C7 | u1: Lao động tháng 1/2024 ở ô C7 là 126 người, chênh khoảng 10 lần so với quý IV/2023: 1.260 người (workbook-5.xlsx, Biểu!C7). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do. | 1260

organisations 2024-01-01
org u2 committee 2010-01-01
edge u2 b party_line 2010-01-01

load u2 2023-Q1 final 2024-02-01
u2 budget_paid 2023-Q1 10 C7

load u2 2023-Q2 final 2024-02-02
u2 budget_paid 2023-Q2 12 C7

load u2 2023-Q3 final 2024-02-03
u2 budget_paid 2023-Q3 11 C7

# Three steady quarters: a tenth of them is asked about, a third is business.
load u2 2023-Q4 final 2024-02-04
u2 budget_paid 2023-Q4 1.15 C7
u2 registered_capital 2023-Q4 10 C8
----
warning V13_TENFOLD C7 | u2: Nộp ngân sách nhà nước quý IV/2023 ở ô C7 là 1,15 tỷ đồng, chênh khoảng 10 lần so với quý III/2023: 11 tỷ đồng (workbook-10.xlsx, Biểu!C7). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do. | 11,5
warning V20 C8 | u2, quý IV/2023: so với báo cáo quý III/2023 (workbook-10.xlsx, Biểu!C7): Lần trước để trống hoặc ghi x: Vốn đăng ký. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.

load u2 2024-Q1 final 2024-04-04
u2 budget_paid 2024-Q1 4 C7
u2 registered_capital 2024-Q1 29 C8
u2 projects_active 2024-Q1 3 C9
----
warning V20 C9 | u2, quý I/2024: so với báo cáo quý IV/2023 (workbook-11.xlsx, Biểu!C7): Lần trước để trống hoặc ghi x: Dự án còn hiệu lực. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.

organisations 2024-01-01
org u3 committee 2010-01-01
edge u3 b party_line 2010-01-01

load u3 2024-Q1 final 2024-05-01
u3 workers 2024-Q1 301 C7

# A fifth of the workers is asked about; 600 would be a figure nobody has given.
load u3 2024-Q2 final 2024-07-01
u3 workers 2024-Q2 60 C7
----
warning V13_TENFOLD C7 | u3: Lao động quý II/2024 ở ô C7 là 60 người, chênh khoảng 5 lần so với quý I/2024: 301 người (workbook-14.xlsx, Biểu!C7). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do.
