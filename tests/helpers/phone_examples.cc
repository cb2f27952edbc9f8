#include "phone_examples.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstdio>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static void put(const std::string &text, char *to, size_t size)
{
    std::snprintf(to, size, "%s", text.c_str());
}

bool phone_example_of(const char *region, bool mobile, unsigned variation, struct phone_example *example)
{
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (!util.GetExampleNumberForType(region, mobile ? PhoneNumberUtil::MOBILE : PhoneNumberUtil::FIXED_LINE,
                                      &number))
        return false;
    const PhoneNumber plain = number;
    // the example's last four digits are replaced; not every choice is a number in use
    for (unsigned attempt = 0; attempt < 1000; attempt++) {
        number.set_national_number(plain.national_number() / 10000 * 10000 +
                                   (variation * 7919 + attempt * 31) % 10000);
        if (util.IsValidNumber(number))
            break;
        number = plain;
    }
    std::string text;
    util.Format(number, PhoneNumberUtil::E164, &text);
    put(text, example->e164, sizeof example->e164);
    util.Format(number, PhoneNumberUtil::NATIONAL, &text);
    put(text, example->national, sizeof example->national);
    util.Format(number, PhoneNumberUtil::INTERNATIONAL, &text);
    put(text, example->international, sizeof example->international);
    text.clear(); // the next call appends
    util.GetNationalSignificantNumber(number, &text);
    put(text, example->significant, sizeof example->significant);
    example->country_code = number.country_code();
    util.GetNddPrefixForRegion(region, true, &text);
    example->has_zero = text == "0";
    return true;
}
