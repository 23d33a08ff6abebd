"""Synthetic persons, with names and stories as hard to set as real ones. Nobody is called so."""

from __future__ import annotations

from typing import Any

PEOPLE: dict[str, dict[str, str]] = {
    "th": {
        "name": "กัญญารัตน์ ศรีสุวรรณ ณ อยุธยา",
        "alias": "น้ำผึ้ง",
        "nationality": "ไทย",
        "place": "ตำบลแม่ปะ อำเภอแม่สอด",
        "official": "เจ้าหน้าที่ 12",
        "address": "12/3 หมู่ที่ 4 ตำบลแม่ปะ อำเภอแม่สอด จังหวัดตาก 63110 ใกล้ตลาดและสถานีขนส่งหลังใหม่ที่เพิ่งสร้างเสร็จ",
        "reason": "ถูกหลอกให้มาทำงานในศูนย์หลอกลวงออนไลน์และถูกยึดหนังสือเดินทาง ถูกบังคับให้ทำงานวันละ ๑๖ ชั่วโมง",
    },
    "lo": {
        "name": "ນາງ ຄຳຫຼ້າ ໄຊຍະວົງ",
        "alias": "ຄຳ",
        "nationality": "ລາວ",
        "place": "ເມືອງຕົ້ນເຜິ້ງ ແຂວງບໍ່ແກ້ວ",
        "official": "Official 12",
        "address": "ບ້ານດອນໂພນ ເມືອງຕົ້ນເຜິ້ງ ແຂວງບໍ່ແກ້ວ",
        "reason": "ຖືກຫຼອກລວງໃຫ້ມາເຮັດວຽກແລະຖືກຍຶດໜັງສືຜ່ານແດນ ບັງຄັບໃຫ້ເຮັດວຽກທຸກມື້ ວັນລະ 16 ຊົ່ວໂມງ ໂດຍບໍ່ໄດ້ຮັບຄ່າຈ້າງເລີຍ",
    },
    "km": {
        "name": "ហ៊ុន ស្រីមុំ ឧត្ដមវិចិត្រ",
        "alias": "ចាន់",
        "nationality": "កម្ពុជា",
        "place": "ក្រុងព្រះសីហនុ",
        "official": "មន្ត្រី ១២",
        "address": "ផ្ទះលេខ១២ ផ្លូវលេខ៤ សង្កាត់លេខ៤ ក្រុងព្រះសីហនុ ខេត្តព្រះសីហនុ",
        "reason": "ត្រូវបានបោកបញ្ឆោតឱ្យមកធ្វើការ ហើយត្រូវបានដកហូតលិខិតឆ្លងដែន និងបង្ខំឱ្យធ្វើការជារៀងរាល់ថ្ងៃ ដោយគ្មានប្រាក់ឈ្នួល",
    },
    "my": {
        "name": "ဒေါ်ခင်မြတ်နိုးဥက္ကဋ္ဌ",
        "alias": "နန်းကျော့ခိုင်",
        "nationality": "မြန်မာ",
        "place": "မြဝတီမြို့နယ် ကရင်ပြည်နယ်",
        "official": "အရာရှိ ၁၂",
        "address": "အမှတ် ၁၂၊ ဗိုလ်ချုပ်လမ်း၊ မြဝတီမြို့နယ်၊ ကရင်ပြည်နယ်",
        "reason": "အလုပ်လုပ်ရန် လှည့်ဖြားခေါ်ဆောင်ခြင်းခံရပြီး နိုင်ငံကူးလက်မှတ်ကို သိမ်းဆည်းခံရသည်။ နေ့စဉ်အတင်းအကျပ်ခိုင်းစေခံရသည်။",
    },
    "vi": {
        "name": "Nguyễn Thị Hồng Ngọc",
        "alias": "Trương Ước Nguyệt",
        "nationality": "Việt Nam",
        "place": "Thành phố Hồ Chí Minh",
        "official": "Cán bộ 12",
        "address": "12/3 Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh, gần chợ và bến xe mới vừa được xây xong",
        "reason": "Bị lừa đến làm việc tại khu lừa đảo trực tuyến, bị thu giữ hộ chiếu và bị ép làm việc mười sáu giờ",
    },
    "zh-Hant": {
        "name": "龔鑫游",
        "alias": "歐陽靜怡",
        "nationality": "中華民國",
        "place": "桃園市蘆竹區",
        "official": "官員 12",
        "address": "桃園市蘆竹區航站南路 12 號，靠近剛剛建成的新市場和客運總站，從那裡步行大約五分鐘就可以到達",
        "reason": "被騙至園區從事網路詐騙，護照遭扣留，每日被迫工作十六小時，並遭毆打與電擊",
    },
    "en": {
        "name": "Siobhán O'Neill-Müller",
        "alias": "D’Arcy",
        "nationality": "Kenya",
        "place": "Kasarani Ward, Nairobi",
        "official": "Official 12",
        "address": "12/3 Thika Road, Kasarani Ward, Nairobi, near the market and the new bus station",
        "reason": "Deceived into working at an online scam compound; passport confiscated; forced to work.",
    },
    "bn": {
        "name": "মোছাম্মৎ ফাতেমা খাতুন",
        "alias": "শ্রীমন্ত",
        "nationality": "বাংলাদেশ",
        "place": "কক্সবাজার",
        "official": "কর্মকর্তা ১২",
        "address": "১২/৩ স্টেশন রোড, কক্সবাজার সদর উপজেলা, নতুন বাস টার্মিনাল ও বাজারের কাছে, তৃতীয় তলা",
        "reason": "বিদেশে কাজের প্রলোভন দেখিয়ে নিয়ে যাওয়া হয়, পাসপোর্ট কেড়ে নেওয়া হয় এবং প্রতিদিন কাজ করতে বাধ্য করা হয়",
    },
    "shn": {
        "name": "ၸၢႆးလၢဝ်းသႅင်",
        "alias": "ၼၢင်းမူဝ်",
        "nationality": "တႆး",
        "place": "မိူင်းတႆး",
        "official": "ၸဝ်ႈၼႃႈတီႈ 12",
        "address": "ၵူၼ်းၵူႊၵေႃႉ မီးသုၼ်ႇလႆႈသုၼ်ႇပဵၼ်",
        "reason": "ႁပ်ႉႁွင်းတူၺ်းထိုင်တေႃႇ သုၼ်ႇလႆႈသုၼ်ႇပဵၼ် ဢၼ်ၵူၼ်းၵူႊၵေႃႉထုၵ်ႇလီၸၢမ် " * 2,
    },
}
SAME: dict[str, Any] = {
    "age": "23",
    "born": "2003-02-28",
    "found": "2026-09-01",
    "document": "AB 1234567",
    "telephone": "0812345678",
    "sex": "f",
    "needs": ["lawyer"],
}


def person(tag: str, **changed: Any) -> dict[str, Any]:
    """Return what is known of a person who reads a language."""
    return {**PEOPLE[tag], **SAME, **changed}
