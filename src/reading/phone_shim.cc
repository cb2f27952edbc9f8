#include "phone_shim.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

bool phone_is_valid(const char *digits, const char *region, char *e164, size_t size, bool *is_mobile)
{
    try {
        const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (util.Parse(digits, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
            return false;
        // abroad the tables lag behind the numbers in use: a right length and country code will do
        bool is_abroad = digits[0] == '+' && number.country_code() != util.GetCountryCodeForRegion(region);
        if (!util.IsValidNumber(number) && !(is_abroad && util.IsPossibleNumber(number)))
            return false;
        std::string text;
        util.Format(number, PhoneNumberUtil::E164, &text);
        if (text.size() >= size)
            return false;
        std::memcpy(e164, text.c_str(), text.size() + 1);
        *is_mobile = util.GetNumberType(number) == PhoneNumberUtil::MOBILE;
        return true;
    } catch (...) {
        return false;
    }
}
