/**
 * The application identifiers of the GS1 General Specifications, section 3.2, for both
 * readers of scans: this text is the table of the server's engine/identifiers.py too.
 *
 * A line has five parts.
 * 1. Identifier; n stands for the number of decimals.
 * 2. Format: N digits, X characters, Y and Z subsets of these; "..20" up to that many,
 *    else exactly; "+" one after the other, in brackets what may be missing.
 * 3. Marks: "!" of predefined length, so that no FNC1 need follow; "c14" the first 14
 *    digits end in a check digit; "d" a day as YYMMDD; "t" an instant from YYMMDDHH on;
 *    "v" a value with decimals.
 * 4. The name of the meaning in what is read, where anything asks for it.
 * 5. Data title.
 */
export const TABLE = `
00|N18|!c18|sscc|SSCC
01|N14|!c14|gtin|GTIN
02|N14|!c14|content|CONTENT
03|N14|!c14||MTO GTIN
10|X..20||lot|BATCH/LOT
11|N6|!d|production_date|PROD DATE
12|N6|!d|due_date|DUE DATE
13|N6|!d|packaging_date|PACK DATE
15|N6|!d|best_before|BEST BEFORE or BEST BY
16|N6|!d|sell_by|SELL BY
17|N6|!d|expiration_date|USE BY or EXPIRY
20|N2|!|variant|VARIANT
21|X..20||serial|SERIAL
22|X..20||consumer_variant|CPV
235|X..28|||TPX
240|X..30||additional_id|ADDITIONAL ID
241|X..30||customer_part|CUST. PART No.
242|N..6|||MTO VARIANT
243|X..20|||PCN
250|X..30||secondary_serial|SECONDARY SERIAL
251|X..30|||REF. TO SOURCE
253|N13[+X..17]|c13||GDTI
254|X..20||location_extension|GLN EXTENSION COMPONENT
255|N13[+N..12]|c13||GCN
30|N..8||quantity|VAR. COUNT
310n|N6|!v|net_weight|NET WEIGHT (kg)
311n|N6|!v|length|LENGTH (m)
312n|N6|!v||WIDTH (m)
313n|N6|!v||HEIGHT (m)
314n|N6|!v||AREA (m²)
315n|N6|!v|net_volume|NET VOLUME (l)
316n|N6|!v||NET VOLUME (m³)
320n|N6|!v||NET WEIGHT (lb)
321n|N6|!v||LENGTH (in)
322n|N6|!v||LENGTH (ft)
323n|N6|!v||LENGTH (yd)
324n|N6|!v||WIDTH (in)
325n|N6|!v||WIDTH (ft)
326n|N6|!v||WIDTH (yd)
327n|N6|!v||HEIGHT (in)
328n|N6|!v||HEIGHT (ft)
329n|N6|!v||HEIGHT (yd)
330n|N6|!v|gross_weight|GROSS WEIGHT (kg)
331n|N6|!v||LENGTH (m), log
332n|N6|!v||WIDTH (m), log
333n|N6|!v||HEIGHT (m), log
334n|N6|!v||AREA (m²), log
335n|N6|!v||VOLUME (l), log
336n|N6|!v||VOLUME (m³), log
337n|N6|!v||KG PER m²
340n|N6|!v||GROSS WEIGHT (lb)
341n|N6|!v||LENGTH (in), log
342n|N6|!v||LENGTH (ft), log
343n|N6|!v||LENGTH (yd), log
344n|N6|!v||WIDTH (in), log
345n|N6|!v||WIDTH (ft), log
346n|N6|!v||WIDTH (yd), log
347n|N6|!v||HEIGHT (in), log
348n|N6|!v||HEIGHT (ft), log
349n|N6|!v||HEIGHT (yd), log
350n|N6|!v||AREA (in²)
351n|N6|!v||AREA (ft²)
352n|N6|!v||AREA (yd²)
353n|N6|!v||AREA (in²), log
354n|N6|!v||AREA (ft²), log
355n|N6|!v||AREA (yd²), log
356n|N6|!v||NET WEIGHT (troy oz)
357n|N6|!v||NET VOLUME (oz)
360n|N6|!v||NET VOLUME (qt)
361n|N6|!v||NET VOLUME (gal.)
362n|N6|!v||VOLUME (qt), log
363n|N6|!v||VOLUME (gal.), log
364n|N6|!v||NET VOLUME (in³)
365n|N6|!v||NET VOLUME (ft³)
366n|N6|!v||NET VOLUME (yd³)
367n|N6|!v||VOLUME (in³), log
368n|N6|!v||VOLUME (ft³), log
369n|N6|!v||VOLUME (yd³), log
37|N..8||quantity|COUNT
390n|N..15|v||AMOUNT
391n|N3+N..15|v||AMOUNT
392n|N..15|v|price|PRICE
393n|N3+N..15|v||PRICE
394n|N4|v||PRCNT OFF
395n|N6|v||PRICE/UoM
400|X..30||order|ORDER NUMBER
401|X..30||consignment|GINC
402|N17|c17|shipment|GSIN
403|X..30|||ROUTE
410|N13|!c13|ship_to|SHIP TO LOC
411|N13|!c13||BILL TO
412|N13|!c13|supplier|PURCHASE FROM
413|N13|!c13||SHIP FOR LOC
414|N13|!c13|location|LOC No.
415|N13|!c13||PAY TO
416|N13|!c13||PROD/SERV LOC
417|N13|!c13||PARTY
420|X..20|||SHIP TO POST
421|N3+X..9|||SHIP TO POST
422|N3||origin|ORIGIN
423|N3+N..12|||COUNTRY - INITIAL PROCESS
424|N3|||COUNTRY - PROCESS
425|N3+N..12|||COUNTRY - DISASSEMBLY
426|N3|||COUNTRY - FULL PROCESS
427|X..3|||ORIGIN SUBDIVISION
4300|X..35|||SHIP TO COMP
4301|X..35|||SHIP TO NAME
4302|X..70|||SHIP TO ADD1
4303|X..70|||SHIP TO ADD2
4304|X..70|||SHIP TO SUB
4305|X..70|||SHIP TO LOC
4306|X..70|||SHIP TO REG
4307|X2|||SHIP TO COUNTRY
4308|X..30|||SHIP TO PHONE
4309|N20|||SHIP TO GEO
4310|X..35|||RTN TO COMP
4311|X..35|||RTN TO NAME
4312|X..70|||RTN TO ADD1
4313|X..70|||RTN TO ADD2
4314|X..70|||RTN TO SUB
4315|X..70|||RTN TO LOC
4316|X..70|||RTN TO REG
4317|X2|||RTN TO COUNTRY
4318|X..20|||RTN TO POST
4319|X..30|||RTN TO PHONE
4320|X..35|||SRV DESCRIPTION
4321|N1|||DANGEROUS GOODS
4322|N1|||AUTH LEAVE
4323|N1|||SIG REQUIRED
4324|N10|||NBEF DEL DT
4325|N10|||NAFT DEL DT
4326|N6|d||REL DATE
4330|N6[+-]|||MAX TEMP F
4331|N6[+-]|||MAX TEMP C
4332|N6[+-]|||MIN TEMP F
4333|N6[+-]|||MIN TEMP C
7001|N13|||NSN
7002|X..30|||MEAT CUT
7003|N10|t|expiration_time|EXPIRY TIME
7004|N..4|||ACTIVE POTENCY
7005|X..12|||CATCH AREA
7006|N6|d||FIRST FREEZE DATE
7007|N6[+N6]|||HARVEST DATE
7008|X..3|||AQUATIC SPECIES
7009|X..10|||FISHING GEAR TYPE
7010|X..2|||PROD METHOD
7011|N6[+N4]|||TEST BY DATE
7020|X..20|||REFURB LOT
7021|X..20|||FUNC STAT
7022|X..20|||REV STAT
7023|X..30|||GIAI - ASSEMBLY
7030|N3+X..27|||PROCESSOR # 0
7031|N3+X..27|||PROCESSOR # 1
7032|N3+X..27|||PROCESSOR # 2
7033|N3+X..27|||PROCESSOR # 3
7034|N3+X..27|||PROCESSOR # 4
7035|N3+X..27|||PROCESSOR # 5
7036|N3+X..27|||PROCESSOR # 6
7037|N3+X..27|||PROCESSOR # 7
7038|N3+X..27|||PROCESSOR # 8
7039|N3+X..27|||PROCESSOR # 9
7040|N1+X3|||UIC+EXT
7041|X..4|||UFRGT UNIT TYPE
710|X..20|||NHRN PZN
711|X..20|||NHRN CIP
712|X..20|||NHRN CN
713|X..20|||NHRN DRN
714|X..20|||NHRN AIM
715|X..20|||NHRN NDC
716|X..20|||NHRN AIC
717|X..20|||NHRN SRN
7230|X2+X..28|||CERT # 0
7231|X2+X..28|||CERT # 1
7232|X2+X..28|||CERT # 2
7233|X2+X..28|||CERT # 3
7234|X2+X..28|||CERT # 4
7235|X2+X..28|||CERT # 5
7236|X2+X..28|||CERT # 6
7237|X2+X..28|||CERT # 7
7238|X2+X..28|||CERT # 8
7239|X2+X..28|||CERT # 9
7240|X..20|||PROTOCOL
7241|N2|||AIDC MEDIA TYPE
7242|X..25|||VCN
7250|N8|||DOB
7251|N12|||DOB TIME
7252|N1|||BIO SEX
7253|X..40|||FAMILY NAME
7254|X..40|||GIVEN NAME
7255|X..10|||SUFFIX
7256|X..90|||FULL NAME
7257|X..70|||PERSON ADDR
7258|N1+X1+N1|||BIRTH SEQUENCE
7259|X..40|||BABY
8001|N14|||DIMENSIONS
8002|X..20|||CMT No.
8003|N14[+X..16]|c14|returnable_asset|GRAI
8004|X..30||individual_asset|GIAI
8005|N6|||PRICE PER UNIT
8006|N14+N2+N2|c14||ITIP
8007|X..34|||IBAN
8008|N8[+N..4]|t|production_time|PROD TIME
8009|X..50|||OPTSEN
8010|Y..30|||CPID
8011|N..12|||CPID SERIAL
8012|X..20|||VERSION
8013|X..25|||GMN
8014|X..25|||MUDI
8017|N18|c18||GSRN - PROVIDER
8018|N18|c18||GSRN - RECIPIENT
8019|N..10|||SRIN
8020|X..25|||REF No.
8026|N14+N2+N2|c14||ITIP CONTENT
8030|Z..90|||DIGSIG
8040|N15|||IMEI
8041|N15|||IMEI2
8042|N32|||ESIM
8043|N18[+N..2]|||PSIM
8110|X..70|||COUPON
8111|N4|||POINTS
8112|X..70|||COUPON
8200|X..70||url|PRODUCT URL
90|X..30|||INTERNAL
91|X..90|||INTERNAL
92|X..90|||INTERNAL
93|X..90|||INTERNAL
94|X..90|||INTERNAL
95|X..90|||INTERNAL
96|X..90|||INTERNAL
97|X..90|||INTERNAL
98|X..90|||INTERNAL
99|X..90|||INTERNAL
`;
