/* Signing in with badge and PIN, on a page of its own: nobody is signed in yet. */
(function () {
    const {database} = document.currentScript.dataset;
    const form = document.getElementById("jxc_badge");
    const error = document.getElementById("jxc_badge_error");

    async function signIn(params) {
        const response = await fetch("/scanner/sign_in", {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({jsonrpc: "2.0", params}),
        });
        const {result, error: fault} = await response.json();
        return result || {error: fault.data.message};
    }

    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const {badge, pin} = form.elements;
        // A reader ends the badge's code with Enter: the PIN comes next.
        if (!pin.value) {
            pin.focus();
            return;
        }
        const token = localStorage.getItem(`jxc_scanner.device.${database}`) || "";
        const answer = await signIn({
            token,
            badge: badge.value.trim(),
            pin: pin.value,
        }).catch(({message}) => ({error: message}));
        if (answer.error) {
            error.textContent = answer.error;
            pin.value = "";
            pin.focus();
        } else {
            location.replace("/scanner/app");
        }
    });
    form.noValidate = true;
})();
