/* global luxon */
const {DateTime} = luxon;

/**
 * Read a date as people key it: 8 digits (20260301) or 6 (260301), with or without
 * separators. A GS1 day of 00 is the last day of the month; the century of two-digit
 * years follows section 7.12 of the GS1 General Specifications.
 *
 * @param {string} text
 * @param {string} today ISO date
 * @returns {string|false} ISO date, false when there is no such day
 */
export function readDate(text, today) {
    const digits = text.replace(/\D/g, "");
    let year = 0;
    if (digits.length === 8) {
        year = Number(digits.slice(0, 4));
    } else if (digits.length === 6) {
        year = fullYear(Number(digits.slice(0, 2)), Number(today.slice(0, 4)));
    } else {
        return false;
    }
    const month = Number(digits.slice(-4, -2));
    const last = month >= 1 && month <= 12 ? lastDay(year, month) : 0;
    let day = Number(digits.slice(-2));
    if (day === 0 && digits.length === 6) {
        day = last;
    }
    if (year < 1 || day < 1 || day > last) {
        return false;
    }
    const parts = [String(year).padStart(4, "0"), month, day];
    return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

function lastDay(year, month) {
    if (month === 2) {
        return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
    }
    return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function fullYear(yearOfCentury, currentYear) {
    const difference = yearOfCentury - (currentYear % 100);
    let century = Math.floor(currentYear / 100);
    if (difference >= 51) {
        century -= 1;
    } else if (difference <= -50) {
        century += 1;
    }
    return century * 100 + yearOfCentury;
}

/**
 * The last day on which goods made on `production` are good; mirrors
 * `ShelfLife.expiry_of` of jxc_inventory, which decides when the server stores it.
 *
 * @param {string} production ISO date
 * @param {{length: number, unit: "day"|"month"|"year"}} life
 * @returns {string} ISO date
 */
export function expiryOf(production, {length, unit}) {
    return DateTime.fromISO(production)
        .plus({[unit]: length})
        .toISODate();
}

/** Whole days from `today` to `date`; negative when past. Both ISO dates. */
export function daysUntil(date, today) {
    return Math.round(
        DateTime.fromISO(date, {zone: "utc"}).diff(
            DateTime.fromISO(today, {zone: "utc"}),
            "days"
        ).days
    );
}
