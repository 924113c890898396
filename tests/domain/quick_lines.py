"""Lines as they are typed at the counter, and what each of them says to whoever reads it.

The moment is noon of Wednesday, 25 November 2026. What is expected was written from the sense of
the line: `close` is the day the deal is expected by, `on` and `time` are the task's.
"""

from __future__ import annotations

RUSSIAN = """
Звонил Петров Иван 8 916 123 45 67 насчёт забора
  name=Петров Иван | phone=8 916 123 45 67 | deal=насчёт забора | note=Звонил
позвонила Марина 89161112233 окна 45к до пятницы
  name=Марина | phone=89161112233 | deal=окна | sum=45000 | close=2026-11-27 | note=позвонила
Мария 8-916-555-44-33, торт 2 яруса 8 500, самовывоз 28.11 к 10:00
  name=Мария | phone=8-916-555-44-33 | deal=торт 2 яруса | sum=8500 | on=2026-11-28 | time=10:00 | note=самовывоз
Вася аренда зала 15000 с 1 декабря
  name=Вася | deal=аренда зала | sum=15000 | on=2026-12-01
Сидоренко Олег, шиномонтаж R17, 4 колеса, 3200, приедет в четверг к 10
  name=Сидоренко Олег | deal=шиномонтаж R17, 4 колеса | task=приедет | on=2026-11-26 | time=10:00 | sum=3200
ООО "СтройДом" заказ 15 мешков цемента 7 500 руб. доставка 01.12, тел 8-912-555-44-33 Сергей
  name=ООО "СтройДом" | deal=15 мешков цемента | task=доставка | on=2026-12-01 | note=заказ, Сергей | phone=8-912-555-44-33 | sum=7500
ИП Гаврилов А.С. аренда офиса 35 тыр
  name=ИП Гаврилов А.С. | deal=аренда офиса | sum=35000
выставить счет ООО Лира на 54 000 до конца недели
  task=выставить счет ООО Лира | on=2026-11-27 | sum=54000
Королёва Ирина Павловна 12.03.1985 г.р. ipk@mail.ru скидка 10%
  name=Королёва Ирина Павловна | note=12.03.1985 г.р. скидка 10% | mail=ipk@mail.ru
Новиковы фотосессия 28.11 в 11 утра, 8000, предоплата 3000
  name=Новиковы | deal=фотосессия | on=2026-11-28 | time=11:00 | note=предоплата 3000 | sum=8000
новая заявка Сергеев Илья окна 3 шт 87 000 приедет завтра в 2 часа дня
  name=Сергеев Илья | deal=окна 3 шт | task=приедет | on=2026-11-26 | time=14:00 | sum=87000
доставка Кравцовой в 10 ночи 30.11
  task=доставка Кравцовой | on=2026-11-30 | time=22:00
новый клиент: Павел Дуров, сайт, 250 тыс
  name=Павел Дуров | deal=сайт | sum=250000
Иванов 8 916 123-45-67 три окна 45 000 до пятницы, завтра позвонить
  name=Иванов | phone=8 916 123-45-67 | deal=три окна | sum=45000 | close=2026-11-27 | task=позвонить | on=2026-11-26
Иванов 8 916 123-45-67 три окна 45 000 до пятницы
  name=Иванов | phone=8 916 123-45-67 | deal=три окна | sum=45000 | close=2026-11-27
иванов 8 916 123-45-67 три окна 45к завтра
  name=иванов | phone=8 916 123-45-67 | deal=три окна | sum=45000 | on=2026-11-26
ООО «Ромашка плюс» ivan@romashka.ru остекление балкона 1,2 млн к 12.12
  name=ООО «Ромашка плюс» | mail=ivan@romashka.ru | deal=остекление балкона | sum=1200000 | close=2026-12-12
ООО Ромашка, Пётр Иванов, 8 916 123-45-67, окна 1.5 млн
  name=ООО Ромашка | contact=Пётр Иванов | phone=8 916 123-45-67 | deal=окна | sum=1500000
ООО Ромашка Пётр Иванов 89161234567 двери 120000
  name=ООО Ромашка | contact=Пётр Иванов | phone=89161234567 | deal=двери | sum=120000
Пётр Иванов, ООО «Ромашка», +7 916 123 45 67
  name=ООО «Ромашка» | contact=Пётр Иванов | phone=+7 916 123 45 67
ООО Вектор, директор Анна Смирнова, anna@vektor.ru, zakaz@vektor.ru, vektor.ru
  name=ООО Вектор | position=директор | contact=Анна Смирнова | mail=anna@vektor.ru | mail=zakaz@vektor.ru | at=vektor.ru
ООО Вектор ИНН 7707083893 КПП 773601001 стеллажи 250 000 руб до 15.12
  name=ООО Вектор | inn=7707083893 | kpp=773601001 | deal=стеллажи | sum=250000 | close=2026-12-15
ИНН 7707083893/773601001, Вектор, столы 3 шт, 90 тыс
  name=Вектор | inn=7707083893 | kpp=773601001 | deal=столы 3 шт | sum=90000
Петрова Анна Сергеевна +7 (495) 123-45-67 доставка дверей 15:00 12 декабря
  name=Петрова Анна Сергеевна | phone=+7 (495) 123-45-67 | task=доставка дверей | on=2026-12-12 | time=15:00
позвонить Иванову завтра 15:00
  task=позвонить Иванову | on=2026-11-26 | time=15:00
позвонить Иванову до пятницы
  task=позвонить Иванову | on=2026-11-27
завтра позвонить маме, не забыть торт
  task=позвонить маме, не забыть торт | on=2026-11-26
Семёнова окна 45 000,50 руб. через 3 дня
  name=Семёнова | deal=окна | sum=45000.50 | on=2026-11-28
89161234567 Иванов
  name=Иванов | phone=89161234567
8 916 123-45-67 окна 3 шт 15000
  phone=8 916 123-45-67 | deal=окна 3 шт | sum=15000
Сидоров 1200 кирпичей 36 тыс
  name=Сидоров | deal=1200 кирпичей | sum=36000
Иванов 3 окна 1200x1500 45000
  name=Иванов | deal=3 окна 1200x1500 | sum=45000
Иванов 2*3,5 м 12 000р
  name=Иванов | deal=2*3,5 м | sum=12000
ИП Ёжиков П. С., т. 123-45-67, ремонт, 500 р
  name=ИП Ёжиков П. С. | phone=123-45-67 | deal=ремонт | sum=500
Анна, напомнить про оплату 5.12
  name=Анна | task=напомнить про оплату | on=2026-12-05
Иванов к концу месяца 10к двери
  name=Иванов | deal=двери | sum=10000 | close=2026-11-30
Иванов перезвонить в пятницу утром
  name=Иванов | task=перезвонить | on=2026-11-27 | time=09:00
Иванов Иван 12.50 р
  name=Иванов Иван | sum=12.50
до 31.12 Иванов
  name=Иванов | on=2026-12-31
Иванов 8 916 123-45-67, 8 (495) 765-43-21 окна
  name=Иванов | phone=8 916 123-45-67 | phone=8 (495) 765-43-21 | deal=окна
Встреча с Петровым в 15:30
  task=Встреча с Петровым | on=2026-11-25 | time=15:30
окна иванов 89161234567
  name=иванов | phone=89161234567 | deal=окна
три окна 45 000 Иванов 8 916 123-45-67
  name=Иванов | phone=8 916 123-45-67 | deal=три окна | sum=45000
45к три окна до пятницы иванов петр 89161234567
  name=иванов петр | phone=89161234567 | deal=три окна | sum=45000 | close=2026-11-27
мария 89161234567 шкаф 120x200 35т.р. послезавтра замер
  name=мария | phone=89161234567 | deal=шкаф 120x200 | sum=35000 | task=замер | on=2026-11-27
Мария89161234567 шкаф 35к
  name=Мария | phone=89161234567 | deal=шкаф | sum=35000
тел89161234567 Мария кухня 1.5 млн
  name=Мария | phone=89161234567 | deal=кухня | sum=1500000
т.8-916-1234567 сергей, ванна 20 000
  name=сергей | phone=8-916-1234567 | deal=ванна | sum=20000
Сергей моб. 8.916.123.45.67 раб. 8 495 765 43 21 доб. 12
  name=Сергей | phone=8.916.123.45.67 | phone=8 495 765 43 21 доб. 12
Кузнецов 9161234567 балкон под ключ 180 000, нашёл нас через Авито
  name=Кузнецов | phone=9161234567 | deal=балкон под ключ | sum=180000 | note=нашёл нас через Авито
Кузнецова, 8 916 123-45-67, от Петровой, две двери, 60к, аванс 10 000
  name=Кузнецова | phone=8 916 123-45-67 | deal=две двери | sum=60000 | note=от Петровой, аванс 10 000
Ольга (соседка Марины) 8 916 123-45-67 шторы 12 500
  name=Ольга | phone=8 916 123-45-67 | deal=шторы | sum=12500 | note=соседка Марины
Анна, рост 180, любит синий
  name=Анна | note=рост 180, любит синий
Игорь 8 916 123-45-67 ул. Ленина 5, кв. 12 диван 45 000 привезти в субботу
  name=Игорь | phone=8 916 123-45-67 | address=ул. Ленина 5, кв. 12 | deal=диван | sum=45000 | task=привезти | on=2026-11-28
Игорь ул. 8 Марта 15-20 плитка 60 м2 72 000
  name=Игорь | address=ул. 8 Марта 15-20 | deal=плитка 60 м2 | sum=72000
Павел, Ленинский проспект 32, кв. 45, стол 18 тыс, домофон 45
  name=Павел | address=Ленинский проспект 32, кв. 45, домофон 45 | deal=стол | sum=18000
квартира 45 кв. м Иванов ремонт 1,5 млн
  name=Иванов | deal=квартира 45 кв. м ремонт | sum=1500000
Фёдоров договор 2026 окна 95000
  name=Фёдоров | deal=окна | sum=95000 | note=договор 2026
Фёдоров, клиент с 2019 года, окна, 95000
  name=Фёдоров | deal=окна | sum=95000 | note=клиент с 2019 года
Романов 2 шт стул 8 500
  name=Романов | deal=2 шт стул | sum=8500
Романов стулья 12 шт по 3 500 всего 42 000
  name=Романов | deal=стулья 12 шт по 3 500 | sum=42000
Белова шкаф 1200 на 1500 глубина 600 мм 38000
  name=Белова | deal=шкаф 1200 на 1500 глубина 600 мм | sum=38000
Белова шкаф-купе 240х220х60, 95 000 руб., белый глянец
  name=Белова | deal=шкаф-купе 240х220х60 | sum=95000 | note=белый глянец
елена смирнова lena@mail.ru торт 3 кг 6 000 к субботе
  name=елена смирнова | mail=lena@mail.ru | deal=торт 3 кг | sum=6000 | close=2026-11-28
Лена, инста @lena_cakes, торт 6 000 р к 5 числу
  name=Лена | at=@lena_cakes | deal=торт | sum=6000 | close=2026-12-05
Лена телеграм @lena_cakes завтра отправить эскиз
  name=Лена | at=@lena_cakes | task=отправить эскиз | on=2026-11-26
Николай t.me/nikolay перезвонить через час
  name=Николай | at=t.me/nikolay | task=перезвонить | on=2026-11-25 | time=13:00
Николай, www.nikolay-dom.ru, почта nik@nikolay-dom.ru, сайт под ключ 80 000
  name=Николай | at=www.nikolay-dom.ru | mail=nik@nikolay-dom.ru | deal=сайт под ключ | sum=80000
завтра в 10:00 позвонить, Громов 8 916 123-45-67, ворота 150 000
  name=Громов | phone=8 916 123-45-67 | deal=ворота | sum=150000 | task=позвонить | on=2026-11-26 | time=10:00
до пятницы 45к окна Громов 8 916 123-45-67 позвонить завтра
  name=Громов | phone=8 916 123-45-67 | deal=окна | sum=45000 | close=2026-11-27 | task=позвонить | on=2026-11-26
Громов ворота 150 000 срок 20.12, выставить счёт завтра
  name=Громов | deal=ворота | sum=150000 | close=2026-12-20 | task=выставить счёт | on=2026-11-26
Громов ворота 150 000, надо позвонить в понедельник в 11 часов
  name=Громов | deal=ворота | sum=150000 | task=надо позвонить | on=2026-11-30 | time=11:00
Громов ворота 150 000, позвонить завтра, отправить каталог
  name=Громов | deal=ворота | sum=150000 | task=позвонить, отправить каталог | on=2026-11-26
Громов ворота 150 000, позвонить завтра, в пятницу замерить
  name=Громов | deal=ворота | sum=150000 | task=позвонить | on=2026-11-26 | note=в пятницу замерить
Громов ворота и калитка, 150 000, до конца недели
  name=Громов | deal=ворота и калитка | sum=150000 | close=2026-11-27
Громов, ворота, калитка, 150 000, монтаж включён
  name=Громов | deal=ворота, калитка | sum=150000 | note=монтаж включён
Тимур окна бюджет до 100 тыс
  name=Тимур | deal=окна | sum=100000
Тимур окна примерно 100000 р.
  name=Тимур | deal=окна | sum=100000
Тимур окна 500 EUR
  name=Тимур | deal=окна 500 EUR
Тимур +375 29 123-45-67 окна 90 000
  name=Тимур | phone=+375 29 123-45-67 | deal=окна | sum=90000
ип соколов а.б. 8-916-123-45-67 навес 3х4 м 76 500
  name=ип соколов а.б. | phone=8-916-123-45-67 | deal=навес 3х4 м | sum=76500
кафе «Уют» 8 495 123 45 67 кофе 20 кг 24 000 раз в месяц
  name=кафе «Уют» | phone=8 495 123 45 67 | deal=кофе 20 кг раз в месяц | sum=24000
Ромашка ООО, Иванова Анна, 8 916 123-45-67
  name=Ромашка ООО | contact=Иванова Анна | phone=8 916 123-45-67
АО «Завод» бухгалтер Ольга Петровна 8 495 123-45-67 доб. 204
  name=АО «Завод» | position=бухгалтер | contact=Ольга Петровна | phone=8 495 123-45-67 доб. 204
Дмитрий окна 45000 29 декабря позвонить
  name=Дмитрий | deal=окна | sum=45000 | task=позвонить | on=2026-12-29
Дмитрий окна 45000 через неделю
  name=Дмитрий | deal=окна | sum=45000 | on=2026-12-02
СРОЧНО Дмитрий 8 916 123-45-67 окно 9 000
  name=Дмитрий | phone=8 916 123-45-67 | deal=окно | sum=9000 | note=СРОЧНО
клиент Дмитрий, 8 916 123-45-67, окно 9 000
  name=Дмитрий | phone=8 916 123-45-67 | deal=окно | sum=9000
Иванов 8 916 000-00-01 окна 45 000 звонок завтра 15:00
  name=Иванов | phone=8 916 000-00-01 | deal=окна | sum=45000 | task=звонок | on=2026-11-26 | time=15:00
Иванов окна, монтаж 45 000
  name=Иванов | deal=окна, монтаж | sum=45000
дмитрий просил перезвонить вечером
  name=дмитрий | task=перезвонить | on=2026-11-25 | time=18:00 | note=просил
Мария Петровна, 8(903)555-12-12, шторы в спальню 32000, готово к 15 декабря
    name=Мария Петровна | deal=шторы в спальню | close=2026-12-15 | phone=8(903)555-12-12 | sum=32000
ООО Вектор инн 7707083893 закупка картриджей 12 500р срок до 30.11
    name=ООО Вектор | inn=7707083893 | deal=закупка картриджей | close=2026-11-30 | sum=12500
Наталья +79261234567 торт 3кг на субботу 5500
    name=Наталья | deal=торт 3кг | on=2026-11-28 | phone=+79261234567 | sum=5500
Олег, ремонт ноутбука, 4500, забрать завтра после 18
    name=Олег | deal=ремонт ноутбука | task=забрать | on=2026-11-26 | time=18:00 | sum=4500
ИП Сидоров А.А. 8-495-111-22-33 доставка песка 20 кубов 38тыс до конца недели
    name=ИП Сидоров А.А. | deal=доставка песка 20 кубов | close=2026-11-27 | phone=8-495-111-22-33 | sum=38000
записать Ольгу на маникюр в пятницу в 14:00 тел 9031234567
    task=записать Ольгу на маникюр | on=2026-11-27 | time=14:00 | phone=9031234567
Алексей Смирнов alex@mail.ru сайт-визитка 60 т.р. предоплата 50%
    name=Алексей Смирнов | deal=сайт-визитка | note=предоплата 50% | mail=alex@mail.ru | sum=60000
Петров 8 916 123-45-67 не дозвонился, перезвонить через час
    name=Петров | task=перезвонить | on=2026-11-25 | time=13:00 | note=не дозвонился | phone=8 916 123-45-67
Иванов Иван Иванович 01.02.1980 окна
    name=Иванов Иван Иванович | deal=окна | note=01.02.1980
Анна 8 912 345 67 89, букет роз 51 шт, 9000, доставка 8 марта
    name=Анна | deal=букет роз 51 шт | task=доставка | on=2027-03-08 | phone=8 912 345 67 89 | sum=9000
клиент Дмитрий, вотсап +7 999 123-45-67, два кресла 24 900
    name=Дмитрий | deal=два кресла | phone=+7 999 123-45-67 | sum=24900
Гульнара Ахметова пошив платья 18.000 примерка 28.11 в 16.00
    name=Гульнара Ахметова | deal=пошив платья | task=примерка | on=2026-11-28 | time=16:00 | sum=18000
Иванов заплатил 15000
    name=Иванов | note=заплатил 15000
Катя инста @katya_flowers букет 3500 завтра
    name=Катя | deal=букет | on=2026-11-26 | at=@katya_flowers | sum=3500
Смирнов А. договор №15 от 12.11 три окна 45 000
    name=Смирнов А. | deal=три окна | note=договор №15 от 12.11 | sum=45000
Илья 5 окон 1.5 млн до 31.12.2026, встреча 3 декабря 12:30 в офисе
    name=Илья | deal=5 окон | close=2026-12-31 | task=встреча в офисе | on=2026-12-03 | time=12:30 | sum=1500000
"""

ENGLISH = """
order printer paper by Friday
  task=order printer paper | on=2026-11-27
Tom Hardy hall rent 1,500 from 1 December
  name=Tom Hardy | deal=hall rent | sum=1500 | on=2026-12-01
invoice Globex 12k by month end
  task=invoice Globex | on=2026-11-30 | sum=12000
new customer John Smith +1 555 987 6543 deck 8,000 by week end
  name=John Smith | deal=deck | close=2026-11-27 | phone=+1 555 987 6543 | sum=8000
new lead: Maria Gomez, kitchen, budget 15-20k
  name=Maria Gomez | deal=kitchen | note=budget 15-20k
Smith +44 20 7946 0958 three windows $1,200.50 by friday, call tomorrow
  name=Smith | phone=+44 20 7946 0958 | deal=three windows | sum=1200.50 | close=2026-11-27 | task=call | on=2026-11-26
Smith +44 20 7946 0958 three windows $1,200.50 by friday
  name=Smith | phone=+44 20 7946 0958 | deal=three windows | sum=1200.50 | close=2026-11-27
John Smith john@smith.com windows 1.2k next week call
  name=John Smith | mail=john@smith.com | deal=windows | sum=1200 | task=call | on=2026-11-30
Smith 020 7946 0018 three windows 45,000 by Friday
  name=Smith | phone=020 7946 0018 | deal=three windows | sum=45000 | close=2026-11-27
Smith (0131) 496 0123 windows
  name=Smith | phone=(0131) 496 0123 | deal=windows
Smith 020 7946 0018 45 000 windows
  name=Smith | phone=020 7946 0018 | deal=windows | sum=45000
Smith 05.12 windows
  name=Smith | deal=windows | on=2026-12-05
Kate call at 3pm
  name=Kate | task=call | on=2026-11-25 | time=15:00
Kate call at 9:30 am
  name=Kate | task=call | on=2026-11-26 | time=09:30
Acme Ltd doors 45,000 in two weeks
  name=Acme Ltd | deal=doors | sum=45000 | on=2026-12-09
remind Kate tomorrow
  task=remind Kate | on=2026-11-26
Kate doors 500 EUR
  name=Kate | deal=doors 500 EUR
Kate doors December 12
  name=Kate | deal=doors | on=2026-12-12
Three windows for Smith 45,000
  name=Smith | deal=Three windows | sum=45000
three windows 45,000 John Smith 555-123-4567
  name=John Smith | phone=555-123-4567 | deal=three windows | sum=45000
john smith 555-123-4567 sofa 1200 until dec 15
  name=john smith | phone=555-123-4567 | deal=sofa | sum=1200 | close=2026-12-15
kate (555) 123-4567 kitchen 120x200 $9.5k
  name=kate | phone=(555) 123-4567 | deal=kitchen 120x200 | sum=9500
Acme Ltd, John Smith, john@acme.com, sales@acme.com, acme.com, 40 chairs $12,000
  name=Acme Ltd | contact=John Smith | mail=john@acme.com | mail=sales@acme.com | at=acme.com | deal=40 chairs | sum=12000
Acme Ltd, manager Kate Brown, +44 20 7946 0958
  name=Acme Ltd | position=manager | contact=Kate Brown | phone=+44 20 7946 0958
John Smith, Acme Ltd, +44 20 7946 0958
  name=Acme Ltd | contact=John Smith | phone=+44 20 7946 0958
Acme Inc VAT GB 999 9999 73 desks 25,000 due 15 December
  name=Acme Inc | inn=GB 999 9999 73 | deal=desks | sum=25000 | close=2026-12-15
Brown 12 High Street, flat 4 sofa $1,500 deliver on Saturday
  name=Brown | address=12 High Street, flat 4 | deal=sofa | sum=1500 | task=deliver | on=2026-11-28
Brown, 221B Baker Street, curtains 800 usd
  name=Brown | address=221B Baker Street | deal=curtains | sum=800
brown 45 main street apt 5 table 650$
  name=brown | address=45 main street apt 5 | deal=table | sum=650
Emma @emma_cakes cake 3 kg $120 by the 5th
  name=Emma | at=@emma_cakes | deal=cake 3 kg | sum=120 | close=2026-12-05
Emma telegram @emma_cakes send the sketch tomorrow
  name=Emma | at=@emma_cakes | task=send the sketch | on=2026-11-26
Emma t.me/emma call in an hour
  name=Emma | at=t.me/emma | task=call | on=2026-11-25 | time=13:00
Emma, www.emma-home.com, website $4,000, found us via Google
  name=Emma | at=www.emma-home.com | deal=website | sum=4000 | note=found us via Google
Taylor, from Jane, two doors, $900, deposit 200
  name=Taylor | deal=two doors | sum=900 | note=from Jane, deposit 200
Olivia (Kate's neighbour) 555-123-4567 blinds $350
  name=Olivia | phone=555-123-4567 | deal=blinds | sum=350 | note=Kate's neighbour
Anna, likes blue, height 180
  name=Anna | note=likes blue, height 180
call Kate by Friday
  task=call Kate | on=2026-11-27
call mom tomorrow, don't forget the cake
  task=call mom, don't forget the cake | on=2026-11-26
tomorrow at 10:00 call, Green 555-123-4567, gate $1,500
  name=Green | phone=555-123-4567 | deal=gate | sum=1500 | task=call | on=2026-11-26 | time=10:00
by Friday $4.5k windows Green 555-123-4567 call tomorrow
  name=Green | phone=555-123-4567 | deal=windows | sum=4500 | close=2026-11-27 | task=call | on=2026-11-26
Green gate $1,500 deadline Dec 20, send invoice tomorrow
  name=Green | deal=gate | sum=1500 | close=2026-12-20 | task=send invoice | on=2026-11-26
Green gate 15000, need to call on Monday at 11:00
  name=Green | deal=gate | sum=15000 | task=need to call | on=2026-11-30 | time=11:00
Green gate 15000, call tomorrow, send the catalogue
  name=Green | deal=gate | sum=15000 | task=call, send the catalogue | on=2026-11-26
Green gate 15000, call tomorrow, measure on Friday
  name=Green | deal=gate | sum=15000 | task=call | on=2026-11-26 | note=measure on Friday
Green, gate, fence, 15,000, white gloss
  name=Green | deal=gate, fence | sum=15000 | note=white gloss
Green gate and fence 15,000 by the end of the month
  name=Green | deal=gate and fence | sum=15000 | close=2026-11-30
Wilson contract 2026 windows 9,500
  name=Wilson | deal=windows | sum=9500 | note=contract 2026
Wilson, regular since 2019, windows, 9500
  name=Wilson | deal=windows | sum=9500 | note=regular since 2019
Wilson 12 chairs 42,000
  name=Wilson | deal=12 chairs | sum=42000
Wilson 2 pcs table 8,500
  name=Wilson | deal=2 pcs table | sum=8500
Wilson wardrobe 1200 by 1500 38000
  name=Wilson | deal=wardrobe 1200 by 1500 | sum=38000
Wilson tiles 60 m2 7,200 usd
  name=Wilson | deal=tiles 60 m2 | sum=7200
Wilson budget about 5 thousand kitchen
  name=Wilson | deal=kitchen | sum=5000
Wilson office fit-out 1.5 million by the end of the month
  name=Wilson | deal=office fit-out | sum=1500000 | close=2026-11-30
Mr Wilson mob. 07700 900123 home 020 7946 0018
  name=Mr Wilson | phone=07700 900123 | phone=020 7946 0018
Wilson 07700900123 blinds £300
  name=Wilson | phone=07700900123 | deal=blinds £300
Wilson cell 555.123.4567 ext. 12 meeting on Thursday at 2:30 pm
  name=Wilson | phone=555.123.4567 ext. 12 | task=meeting | on=2026-11-26 | time=14:30
customer Wilson, 555-123-4567, one window $90
  name=Wilson | phone=555-123-4567 | deal=one window | sum=90
URGENT Kate 555-123-4567 window $90
  name=Kate | phone=555-123-4567 | deal=window | sum=90 | note=URGENT
KATE BROWN 555-123-4567 WINDOW $90
  name=KATE BROWN | phone=555-123-4567 | deal=WINDOW | sum=90
kate brown kate@brown.co.uk
  name=kate brown | mail=kate@brown.co.uk
555-123-4567
  phone=555-123-4567
Kate asked to call back this evening
  name=Kate | task=to call back this evening | note=asked
Kate sofa 12/20/2026 $700
  name=Kate | deal=sofa | sum=700 | on=2026-12-20
Kate sofa 10% off $700
  name=Kate | deal=sofa 10% off | sum=700
Kate order no. 15000 sofa $700
  name=Kate | deal=sofa | sum=700 | note=order no. 15000
Acme Corp 12 chairs $1,450 due Dec 1, send invoice tomorrow
    name=Acme Corp | deal=12 chairs | close=2026-12-01 | task=send invoice | on=2026-11-26 | sum=1450
Kate, cake 3 kg for Saturday, 55 USD
    name=Kate | deal=cake 3 kg | on=2026-11-28 | sum=55
call John about the contract tomorrow at 11am
    task=call John about the contract | on=2026-11-26 | time=11:00
Tom & Jerry Ltd, sand 20 t, 3.8k by end of week
    name=Tom & Jerry Ltd | deal=sand 20 t | close=2026-11-27 | sum=3800
Mike (555) 123-4567 deck repair $2,300 estimate by Friday, measure on Thursday morning
    name=Mike | deal=deck repair estimate | close=2026-11-27 | task=measure | on=2026-11-26 | time=09:00 | phone=(555) 123-4567 | sum=2300
Anna 3 dresses $540, fitting on 11/28 at 4 pm
    name=Anna | deal=3 dresses | task=fitting | on=2026-11-28 | time=16:00 | sum=540
(212) 555-0147 Lena wedding cake 1200
    name=Lena | deal=wedding cake | phone=(212) 555-0147 | sum=1200
Smith paid 500
    name=Smith | note=paid 500
Peter Parker, 20 Ingram Street, new windows, $4,500, by March 1st, call on Dec 3
    name=Peter Parker | address=20 Ingram Street | deal=new windows | close=2027-03-01 | task=call | on=2026-12-03 | sum=4500
"""
