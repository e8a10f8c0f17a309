//! Recordings with damaged bytes, by the thousand, without a fuzzer: no panic, no hang.

#[path = "../../../fuzz/src/damage.rs"]
mod damage;

#[test]
fn no_damage_makes_the_reader_fail() {
    let work = || {
        let recording = damage::record(Box::new(bindscope::System::new()));
        let mut seed = 1u64;
        let mut random = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as u32
        };
        for round in 0..ROUNDS {
            let mut data = vec![round as u8];
            (0..1 + random() % 4).for_each(|_| data.extend(random().to_le_bytes()));
            (0..random() % 3).for_each(|_| data.push(random() as u8));
            damage::check(&recording, &data);
        }
    };
    let ended = std::thread::Builder::new().stack_size(64 << 20).spawn(work).expect("a thread can be started").join();
    assert!(ended.is_ok());
}

const ROUNDS: u32 = 600;
