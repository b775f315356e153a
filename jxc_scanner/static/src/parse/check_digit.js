/** @returns {number} the check digit that GS1 puts behind `digits` */
export function checkDigit(digits) {
    let sum = 0;
    for (let place = 1; place <= digits.length; place++) {
        sum += Number(digits[digits.length - place]) * (place % 2 ? 3 : 1);
    }
    return (10 - (sum % 10)) % 10;
}

/** Whether `code` is digits only, the last of them their check digit. */
export function isChecked(code) {
    return /^[0-9]{2,}$/.test(code) && checkDigit(code.slice(0, -1)) === +code.at(-1);
}
